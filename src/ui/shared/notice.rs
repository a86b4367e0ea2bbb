//! What was answered to the last key, or is news of the run.

use crate::session::Snapshot;
use crate::text::Text;
use crate::ui::bound_keys::BoundKeys;
use crate::ui::deeds;

/// What was answered to the last key, or is news of the run: it goes with the next key.
#[derive(Debug, Clone, Default)]
pub struct Notice {
    message: Option<String>,
    /// Whether the run was broken, or something refused, when it was looked at last: news of that comes before the message.
    was_in_trouble: bool,
    /// The number of the news told last.
    heard: Option<u64>,
}

impl Notice {
    /// The sentence.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Says `message`.
    pub fn say(&mut self, message: String) {
        self.message = Some(message);
    }

    /// Says nothing more.
    pub fn clear(&mut self) {
        self.message = None;
    }

    /// Tells what was done to the run, once; trouble takes away what was said before.
    pub(super) fn hear(&mut self, snapshot: &Snapshot, text: &Text, keys: &[BoundKeys]) {
        let news = snapshot.deeds.news.as_ref().filter(|news| self.heard != Some(news.number));
        if let Some(news) = news {
            self.heard = Some(news.number);
            self.say(deeds::sentence(news, snapshot.hidden_layers(), text, keys));
        }
        let is_in_trouble = snapshot.breakdown.is_some() || snapshot.refused.is_some();
        if is_in_trouble && !self.was_in_trouble {
            self.clear();
        }
        self.was_in_trouble = is_in_trouble;
    }
}
