//! The answer to the last key, or news of the run.

use crate::session::Snapshot;
use crate::text::Text;
use crate::ui::bound_keys::BoundKeys;
use crate::ui::deeds;

/// The answer to the last key, or news of the run; the next key clears it.
#[derive(Debug, Clone, Default)]
pub struct Notice {
    message: Option<String>,
    /// Whether the last snapshot was broken or refused something. New trouble replaces the message.
    was_in_trouble: bool,
    /// The number of the latest news that was shown.
    heard: Option<u64>,
}

impl Notice {
    /// Returns the sentence to show, if any.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Shows `message`.
    pub fn say(&mut self, message: String) {
        self.message = Some(message);
    }

    /// Clears the message.
    pub fn clear(&mut self) {
        self.message = None;
    }

    /// Announces each deed once; new trouble clears an older message.
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
