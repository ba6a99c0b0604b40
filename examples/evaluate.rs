use hamkor::{domain::*, matching::*, understanding::*};
use std::sync::Arc;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    let v = match Vocabulary::load(&Sources::default()) {
        Ok(v) => Arc::new(v),
        Err(e) => {
            eprintln!("{e}");
            std::process::exit(1)
        }
    };
    eprintln!("vocabulary {:?} sectors {} projects {}", t.elapsed(), v.sectors.len(), v.projects.len());
    let schema = Schema::default();
    let index = tantivy::Index::create_in_ram(schema.tantivy());
    let mut w: tantivy::IndexWriter = index.writer_with_num_threads(1, 50_000_000).unwrap();
    let t = std::time::Instant::now();
    let mut r = csv::Reader::from_path(&args[1]).unwrap();
    let h = r.headers().unwrap().clone();
    for (n, row) in r.records().enumerate() {
        let row = row.unwrap();
        let mut c = Company::default();
        for (k, x) in h.iter().zip(row.iter()) {
            for f in Field::ALL {
                if f.key() == k.trim_start_matches('\u{feff}') {
                    c.set(f, x.trim());
                }
            }
        }
        if c.id.is_empty() {
            c.id = format!("r{n}");
        }
        w.add_document(schema.document(&c, &v)).unwrap();
    }
    w.commit().unwrap();
    eprintln!("index {:?}", t.elapsed());
    let index = Index::new(index.reader().unwrap().searcher(), schema, v.clone());
    let t = std::time::Instant::now();
    let mut n = 0;
    let verbose = args.len() > 2;
    let mut lines: Vec<String> = if verbose { args[2..].to_vec() } else { std::io::stdin().lines().map(|l| l.unwrap()).collect() };
    for line in lines.drain(..) {
        let q: serde_json::Value = serde_json::from_str(&line).unwrap_or_else(|_| serde_json::json!({"text": line, "id": ""}));
        let r = understand(q["text"].as_str().unwrap(), &v);
        let home = q["user_city"].as_str().or(q["city"].as_str()).and_then(|c| v.region_of(c));
        let f = find(&r, Asker { home }, 0, 10, &index).unwrap();
        n += 1;
        if verbose {
            println!(
                "\n## {} [{:?} {:?}] talk {:?} project {:?} wanted {:?} home {:?} roles {:?}",
                r.text,
                r.language,
                r.direction,
                r.talk,
                r.project.as_ref().map(|p| (&v.projects[p.project as usize].id, p.certainty)),
                r.wanted.as_ref().map(|w| (&v.places[w.place as usize].id.0, w.only)),
                r.home,
                r.roles
            );
            for (label, ws) in [("want", &r.wants), ("NOT", &r.unwanted)] {
                for w in ws {
                    let t = |x: &Vec<usize>| {
                        x.iter().map(|&i| format!("{}:{:.2}", r.words[i].text, r.words[i].weight)).collect::<Vec<_>>().join(" ")
                    };
                    println!(
                        "  {label} {:?} {:.1} [{}] for [{}] = {}",
                        w.goal,
                        w.weight,
                        t(&w.words),
                        t(&w.purpose),
                        w.meanings
                            .iter()
                            .map(|m| format!("{}({:.2})", v.sector(m.sector).name.ru, m.strength))
                            .collect::<Vec<_>>()
                            .join(", ")
                    );
                }
            }
            println!(
                "  confident {} {:?} more {} missing {:?}",
                f.confident,
                f.direction,
                f.more,
                f.missing.iter().map(|m| &m.sector.ru).collect::<Vec<_>>()
            );
            for m in &f.matches {
                println!(
                    "  {:.2} {} ({}) {}",
                    m.score,
                    m.name,
                    m.city,
                    m.reasons
                        .iter()
                        .take(3)
                        .map(|x| format!("{:?}: {} -> {} [{}]", x.kind, x.request, x.company, x.bridge.as_ref().map_or("", |b| &b.ru)))
                        .collect::<Vec<_>>()
                        .join(" | ")
                );
            }
        } else {
            let confident = f.confident && r.talk.is_none();
            println!(
                "{}",
                serde_json::json!({"id": q["id"], "confident": confident, "results": f.matches.iter().map(|m| serde_json::json!({"id": m.id.0, "name": m.name, "score": m.score})).collect::<Vec<_>>()})
            );
        }
    }
    eprintln!("{n} requests {:?}", t.elapsed());
}
