//! The kinds of entries as commands of their own, made from their fields.

use clap::{
    Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, Subcommand, error::ErrorKind,
};

use super::Common;
use super::fields::{FORMS, Field, Form, Of};
use super::given::Given;
use crate::words::say;

/// One kind of entry, and what was said for it.
pub(crate) struct Kind {
    pub(super) form: &'static Form,
    pub(super) common: Common,
    pub(super) given: Given,
}

impl Subcommand for Kind {
    fn augment_subcommands(command: Command) -> Command {
        let forms = FORMS.iter().map(|form| {
            let own = form.fields.iter().map(flag);
            Common::augment_args(Command::new(form.name).args(own))
                .about(form.about)
                .long_about(None)
                .after_help(form.example)
        });
        command.subcommands(forms).subcommand_required(true)
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        FORMS.iter().any(|form| form.name == name)
    }
}

impl FromArgMatches for Kind {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let known = matches.subcommand().and_then(|(name, matches)| {
            let form = FORMS.iter().find(|form| form.name == name)?;
            Some((form, matches))
        });
        let Some((form, matches)) = known else {
            return Err(clap::Error::new(ErrorKind::MissingSubcommand));
        };
        let mut given = Given::default();
        for field in form.fields {
            match field.of {
                Of::Switch if matches.get_flag(field.name) => given.put(field.name, "yes".into()),
                Of::Switch => {}
                _ => {
                    let values = matches.get_many::<String>(field.name);
                    for value in values.into_iter().flatten() {
                        given.put(field.name, value.clone());
                    }
                }
            }
        }
        Ok(Self {
            form,
            common: Common::from_arg_matches(matches)?,
            given,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn flag(field: &'static Field) -> Arg {
    let help = match field.needed {
        true => field.says.to_owned(),
        false => say!("ledger.ask_may", question = field.says),
    };
    let arg = Arg::new(field.name).long(field.name).help(help);
    match field.of {
        Of::Switch => arg.action(ArgAction::SetTrue),
        // A refund begins with a hyphen.
        Of::Money => arg
            .value_name(value_name(field.of))
            .allow_negative_numbers(true),
        Of::Choice(names) => arg.value_name("WHICH").value_parser(names.to_vec()),
        Of::Text | Of::Lines => arg
            .value_name(value_name(field.of))
            .action(ArgAction::Append),
        _ => arg.value_name(value_name(field.of)),
    }
}

fn value_name(of: Of) -> &'static str {
    match of {
        Of::Line | Of::Lines => "LINE",
        Of::Amount | Of::Money => "AMOUNT",
        Of::Text => "TEXT",
        Of::Day => "DATE",
        Of::Plain | Of::Choice(_) | Of::Switch => "NAME",
    }
}
