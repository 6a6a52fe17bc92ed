//! Which language is spoken. The words of most lie in files of their own, fetched when they are wanted.

use documents::{Budget, Lang};

use super::{Effect, MoneyStyle, Open, Phase, Setting, State};

/// Every text of one language, in the order of its words file.
#[derive(Clone, Copy, Debug, Eq)]
pub struct Texts(pub &'static [&'static str]);

impl PartialEq for Texts {
    /// A file is read once: every line of the ballot asks this at every press.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0) || self.0 == other.0
    }
}

/// A language whose words lie in a file of their own, and those words once they are here.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguagePack {
    pub lang: Lang,
    pub texts: Option<Texts>,
}

/// A language that was asked for and cannot be spoken yet.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingLanguage {
    pub lang: Lang,
    /// Its words could not be had: the language before goes on.
    pub failed: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LanguageMessage {
    LanguageChosen(Lang),
    WordsArrived(Lang, Texts),
    /// The words of this language could not be had.
    WordsMissing(Lang),
    MoneyStyleKnown(Lang, MoneyStyle),
}

impl State {
    pub(super) fn language(&mut self, message: LanguageMessage) -> Vec<Effect> {
        if let LanguageMessage::WordsArrived(lang, texts) = &message {
            self.setting.take_in(lang, *texts);
        }
        match &mut self.phase {
            Phase::Open(open) => open.language(&self.setting, message),
            Phase::Loading | Phase::Broken(_) => Vec::new(),
        }
    }
}

impl Setting {
    /// The words of this language that are not in the program.
    #[must_use]
    pub fn texts(&self, lang: &Lang) -> Option<Texts> {
        self.pack(lang)?.texts
    }

    /// Can this language be spoken now?
    #[must_use]
    pub fn can_speak(&self, lang: &Lang) -> bool {
        self.pack(lang).is_none_or(|pack| pack.texts.is_some())
    }

    fn take_in(&mut self, lang: &Lang, texts: Texts) {
        for pack in &mut self.packs {
            if same_words(&pack.lang, lang) {
                pack.texts = Some(texts);
            }
        }
    }

    fn pack(&self, lang: &Lang) -> Option<&LanguagePack> {
        self.packs.iter().find(|pack| same_words(&pack.lang, lang))
    }
}

impl Open {
    fn language(&mut self, setting: &Setting, message: LanguageMessage) -> Vec<Effect> {
        match message {
            LanguageMessage::LanguageChosen(lang) => self.language_chosen(setting, lang),
            LanguageMessage::WordsArrived(lang, _) => self.words_arrived(setting, &lang),
            LanguageMessage::WordsMissing(lang) => self.words_missing(&lang),
            LanguageMessage::MoneyStyleKnown(lang, style) => self.money_style_known(&lang, style),
        }
    }

    /// The best language for this visitor, or the best that can be spoken until its words are here.
    pub(super) fn greeting(setting: &Setting, budget: &Budget) -> (Lang, Option<PendingLanguage>) {
        let best = best_language(&budget.languages, &setting.wanted);
        if setting.can_speak(best) {
            return (best.clone(), None);
        }
        let mut now = budget.languages.clone();
        now.retain(|lang| setting.can_speak(lang));
        let meanwhile = if now.is_empty() {
            best
        } else {
            best_language(&now, &setting.wanted)
        };
        (meanwhile.clone(), Some(PendingLanguage::of(best)))
    }

    /// What has to be asked for the language that is spoken, and for the one that is to be.
    pub(super) fn ask_for_language(&self) -> Vec<Effect> {
        let mut effects = vec![Effect::AskMoneyStyle {
            lang: self.lang.clone(),
            currency: self.budget.currency.clone(),
        }];
        if let Some(pending) = &self.pending_language {
            effects.push(Effect::FetchWords(pending.lang.clone()));
        }
        effects
    }

    fn language_chosen(&mut self, setting: &Setting, lang: Lang) -> Vec<Effect> {
        let mut effects = self.speak(setting, lang.clone());
        if setting.keeps() && !effects.is_empty() {
            effects.insert(0, Effect::KeepLang(lang));
        }
        effects
    }

    /// Nothing but the words changes with the language; until they are here, nothing does.
    pub(super) fn speak(&mut self, setting: &Setting, lang: Lang) -> Vec<Effect> {
        if !self.budget.languages.contains(&lang) {
            return Vec::new();
        }
        if !setting.can_speak(&lang) {
            self.pending_language = Some(PendingLanguage::of(&lang));
            return vec![Effect::FetchWords(lang)];
        }
        self.pending_language = None;
        if lang == self.lang {
            return Vec::new();
        }
        self.lang = lang;
        // What was said in the other language is not said once more in this one.
        self.filling.announced = None;
        self.ask_for_language()
    }

    fn words_arrived(&mut self, setting: &Setting, lang: &Lang) -> Vec<Effect> {
        match &self.pending_language {
            Some(pending) if same_words(&pending.lang, lang) => {
                let lang = pending.lang.clone();
                self.speak(setting, lang)
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn money_style_known(&mut self, lang: &Lang, style: MoneyStyle) -> Vec<Effect> {
        if *lang == self.lang {
            self.money = style.into();
        }
        Vec::new()
    }

    fn words_missing(&mut self, lang: &Lang) -> Vec<Effect> {
        if let Some(pending) = &mut self.pending_language
            && same_words(&pending.lang, lang)
        {
            pending.failed = true;
        }
        Vec::new()
    }
}

impl PendingLanguage {
    fn of(lang: &Lang) -> Self {
        Self {
            lang: lang.clone(),
            failed: false,
        }
    }
}

/// The first of these languages that the visitor wants, exactly or by its first part (`en` for `en-GB`).
fn best_language<'a>(all: &'a [Lang], wanted: &[Lang]) -> &'a Lang {
    let offered = |wanted: &Lang| {
        let spelt = wanted.as_str();
        let exact = all
            .iter()
            .find(|lang| lang.as_str().eq_ignore_ascii_case(spelt));
        exact.or_else(|| all.iter().find(|lang| same_words(lang, wanted)))
    };
    wanted.iter().find_map(offered).unwrap_or(&all[0])
}

/// `cy` and `cy-GB` have one words file.
fn same_words(one: &Lang, other: &Lang) -> bool {
    let first_part = |lang: &Lang| lang.as_str().split('-').next().map(str::to_owned);
    first_part(one) == first_part(other)
}
