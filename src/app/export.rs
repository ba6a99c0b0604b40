//! The list of companies, or a part of it, and the files that are made of it and of one company.

use jiff::Timestamp;

use super::App;
use crate::conversation::Directory;
use crate::domain::{Company, Language, Place, PlaceKind};
use crate::matching::SectorFilter;
use crate::reply::{Export, ListForm, Paper, PaperKind};
use crate::report;
use crate::store::{Store, StoreError};
use crate::understanding::Vocabulary;

/// Companies read from the store at a time.
const BATCH: usize = 1_000;

/// Which companies are asked for.
pub struct CompanyFilter<'v> {
    pub vocabulary: &'v Vocabulary,
    /// Only companies of this city, district, region or country.
    pub place: Option<&'v Place>,
    pub sector: Option<SectorFilter<'v>>,
}

impl CompanyFilter<'_> {
    fn passes(&self, company: &Company) -> bool {
        let inside = self.place.is_none_or(|asked| {
            self.vocabulary.place_of(&company.city).is_some_and(|at| match asked.kind {
                PlaceKind::Country => at.country == asked.country,
                PlaceKind::Region => at.region == asked.region,
                _ => at.id == asked.id,
            })
        });
        inside && self.sector.as_ref().is_none_or(|sector| sector.passes(company))
    }
}

/// The companies of a store that pass a filter, in the order of their ids.
pub(super) async fn companies(store: &impl Store, filter: &CompanyFilter<'_>) -> Result<Vec<Company>, StoreError> {
    let mut listed: Vec<Company> = Vec::new();
    let mut after = None;
    loop {
        let batch = store.companies(after.as_ref(), BATCH).await?;
        let Some(last) = batch.last() else { return Ok(listed) };
        after = Some(last.company_id());
        listed.extend(batch.into_iter().filter(|company| filter.passes(company)));
    }
}

impl App {
    /// The companies that pass a filter, in the order of their ids.
    pub async fn companies(&self, filter: &CompanyFilter<'_>) -> Result<Vec<Company>, StoreError> {
        companies(&*self.store, filter).await
    }

    /// The bytes of a list as a file, as `hamkor companies` writes it; `None` when no company is in it.
    pub(super) async fn export(&self, export: Export) -> anyhow::Result<Option<Vec<u8>>> {
        let place = export.city().and_then(|city| self.vocabulary.place_of(city));
        anyhow::ensure!(place.is_some() == export.city.is_some(), "the vocabulary lacks a main city");
        let filter = CompanyFilter { vocabulary: &self.vocabulary, place, sector: None };
        let companies = self.companies(&filter).await?;
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
        let document = make(company.as_ref(), &[Language::Ru, Language::Tg], Timestamp::now());
        let written = tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            report::write_document(&document, report::Form::Pdf, &mut bytes).map(|_| bytes)
        });
        Ok(written.await??)
    }
}
