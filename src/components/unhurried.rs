use yew::prelude::*;

use super::{all, element};

/// The lines of the ballot. A page that is loaded is looked at from its top: the first few lines are drawn with it, the others
/// a few at a time while nothing else is to be done, and only then what stands below them.
pub struct Unhurried {
    drawn: usize,
    #[cfg(target_arch = "wasm32")]
    next: Option<gloo::timers::callback::Timeout>,
}

/// So many lines at once: more than the first one fill no phone's screen, and none answers later for those behind it.
const FEW: usize = 3;

#[derive(Properties)]
pub struct Props {
    pub heading: Html,
    pub lines: Vec<Html>,
    /// Whoever comes back to a page may have been anywhere on it.
    pub whole: bool,
    pub below: Html,
}

impl PartialEq for Props {
    /// Whoever draws the lines anew has something to change in them.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

impl Component for Unhurried {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            // Natively a page is drawn once, and whole.
            drawn: if cfg!(target_arch = "wasm32") {
                FEW
            } else {
                usize::MAX
            },
            #[cfg(target_arch = "wasm32")]
            next: None,
        }
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        self.drawn += FEW;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props {
            heading,
            lines,
            below,
            ..
        } = ctx.props();
        let drawn = lines.iter().take(self.drawn(ctx)).cloned().collect();
        let drawn = element("ul", "lines", drawn);
        let below = self.has_all(ctx).then(|| below.clone());
        let below = below.unwrap_or_default();
        let section = html! { <section aria-labelledby="lines">{heading.clone()}{drawn}</section> };
        all(vec![section, below])
    }

    #[cfg(target_arch = "wasm32")]
    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if !self.has_all(ctx) {
            let link = ctx.link().clone();
            let next = move || link.send_message(());
            self.next = Some(gloo::timers::callback::Timeout::new(0, next));
        }
    }
}

impl Unhurried {
    fn drawn(&self, ctx: &Context<Self>) -> usize {
        if ctx.props().whole {
            usize::MAX
        } else {
            self.drawn
        }
    }

    fn has_all(&self, ctx: &Context<Self>) -> bool {
        self.drawn(ctx) >= ctx.props().lines.len()
    }
}
