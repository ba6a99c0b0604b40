//! Replies put into words, with the files that go with them.

use super::App;
use crate::domain::{ChatId, Language, ListId};
use crate::reply::{
    Body, ClerkBody, Commission, Export, ExportBody, FILE_BYTES, Known, LoadBody, Message, Paper, Reply, ReportBody, ReportForm, Texts,
    Wanted, render,
};
use crate::store::{Queued, Store, StoreError};

impl App {
    /// Puts a reply into words, with what the people named in it let others see now.
    ///
    /// # Errors
    /// [`StoreError`], when the store cannot be read.
    pub async fn render(&self, queued: &Queued) -> Result<Message, StoreError> {
        self.words(queued.chat, &queued.reply).await
    }

    pub(super) async fn words(&self, chat: ChatId, reply: &Reply) -> Result<Message, StoreError> {
        let mut known = Known::new();
        for named in reply.people() {
            let personal = self.store.load(named).await?.0.personal;
            let seen = self.registry.read().seen(chat, named, &personal);
            known.extend(seen.map(|seen| (named, seen)));
        }
        let counted;
        let reply = match &reply.body {
            Body::Report(ReportBody::Weekly { .. }) => {
                counted = self.counted_week(reply).await?;
                &counted
            }
            _ => reply,
        };
        let mut message = render(reply, &known);
        match &reply.body {
            Body::Report(ReportBody::File { commission, number }) => self.attach_paper(chat, commission, *number, &mut message).await,
            Body::Report(ReportBody::Weekly { span, file: true, .. }) => {
                let what = Wanted::Outcomes(*span);
                let commission = Commission::new(what, ReportForm::document(), &[reply.language]);
                self.attach_paper(chat, &commission, None, &mut message).await;
            }
            Body::Load(LoadBody::Lines { list, file }) => self.attach_report(reply, chat, *list, file, &mut message),
            Body::Export(ExportBody::File(export)) => self.attach_export(*export, reply.language, &mut message).await,
            Body::Clerk(ClerkBody::Paper(paper)) => self.attach_blank(paper, reply.language, &mut message).await,
            _ => {}
        }
        Ok(message)
    }

    /// The report on a list, or that it is kept no longer.
    fn attach_report(&self, reply: &Reply, chat: ChatId, list: ListId, file: &str, message: &mut Message) {
        match self.received.read_report(chat, list) {
            Ok(bytes) => message.files.iter_mut().for_each(|file| file.bytes.clone_from(&bytes)),
            Err(_) => {
                let body = Body::Load(LoadBody::Gone { file: file.to_owned() });
                *message = render(&Reply { body, ..reply.clone() }, &Known::new());
            }
        }
    }

    /// The list of companies as a file, or why there is none.
    async fn attach_export(&self, export: Export, language: Language, message: &mut Message) {
        let texts = Texts::of(language);
        match self.export(export).await {
            Ok(Some(bytes)) if bytes.len() > FILE_BYTES => *message = export.too_large(texts),
            Ok(Some(bytes)) => message.files.iter_mut().for_each(|file| file.bytes.clone_from(&bytes)),
            Ok(None) => *message = export.empty(texts),
            Err(error) => {
                log::error!("the list could not be written: {error:#}");
                *message = texts.plain("export-failed").into();
            }
        }
    }

    /// The paper as a file, or the command that would write it.
    async fn attach_blank(&self, paper: &Paper, language: Language, message: &mut Message) {
        match self.paper(paper).await {
            Ok(bytes) => message.files.iter_mut().for_each(|file| file.bytes.clone_from(&bytes)),
            Err(error) => {
                log::error!("a paper could not be written: {error:#}");
                *message = paper.failed(Texts::of(language));
            }
        }
    }
}
