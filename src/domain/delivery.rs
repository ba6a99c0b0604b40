//! Terms of delivery.

/// The eleven terms of Incoterms 2020 (International Chamber of Commerce).
pub const DELIVERY_TERMS: [&str; 11] = ["EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"];
