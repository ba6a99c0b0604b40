//! The list of companies, or a part of it, and the files that are made of it and of one company.

use jiff::Timestamp;

use super::App;
use super::select::{CompanyFilter, companies};
use crate::conversation::Directory;
use crate::domain::Language;
use crate::reply::{Export, ListForm, Paper, PaperKind};
use crate::report;

impl App {
    /// The bytes of a list as a file, as `hamkor companies` writes it; `None` when no company is in it.
    pub(super) async fn export(&self, export: Export) -> anyhow::Result<Option<Vec<u8>>> {
        let place = export.city().and_then(|city| self.vocabulary.place_of(city));
        anyhow::ensure!(place.is_some() == export.city.is_some(), "the vocabulary lacks a main city");
        let mut filter = CompanyFilter::all(&self.vocabulary);
        filter.place = place;
        let companies = companies(&self.store, &filter).await?;
        if companies.is_empty() {
            return Ok(None);
        }
        let format = match export.form {
            ListForm::Xlsx => report::Format::Xlsx,
            ListForm::Csv => report::Format::Csv { plain: false },
            ListForm::Json => report::Format::Json,
        };
        let written = tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            report::write(report::companies(companies), format, &mut bytes).map(|()| bytes)
        });
        Ok(Some(written.await??))
    }

    /// The bytes of a paper in Russian and Tajik, as `hamkor report` prints it.
    pub(super) async fn paper(&self, paper: &Paper) -> anyhow::Result<Vec<u8>> {
        let company = Directory::company(&*self.store, &paper.company);
        let make = match paper.kind {
            PaperKind::Consent => report::papers::consent,
            PaperKind::Slip => report::papers::slip,
        };
        let document = make(company.as_ref(), &[Language::Ru, Language::Tg], &self.vocabulary, Timestamp::now());
        let written = tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            report::write_document(&document, report::ReportForm::Pdf, &mut bytes).map(|_| bytes)
        });
        Ok(written.await??)
    }
}
