//! The companies in numbers, counted beside the conversation.

use super::App;
use super::jobs::News;
use crate::conversation::Event;
use crate::domain::{ChatId, MessageId};
use crate::matching::census;
use crate::store::Who;

impl App {
    /// Begins to count the companies of the index as it is now, for [`Event::Counted`].
    pub(super) fn begin_count(&self, chat: ChatId, message: Option<MessageId>, who: &Who) {
        let (index, who) = (self.index.view(), who.clone());
        self.jobs.begin(move |teller| async move {
            let counted = tokio::task::spawn_blocking(move || census(&index)).await;
            let census = match counted {
                Ok(Ok(census)) => Some(census),
                Ok(Err(error)) => {
                    log::error!("the companies could not be counted: {error}");
                    None
                }
                Err(_) => {
                    log::error!("the counting of the companies broke");
                    None
                }
            };
            teller.tell(News { chat, who, event: Event::Counted { message, census }, last: true });
        });
    }
}
