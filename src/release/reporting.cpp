#include "release/reporting.h"

#include "microdata/counter.h"
#include "microdata/fiction.h"

namespace panoh::release {

namespace {

void set(Report& report, Setting setting, double value)
{
    report.settings.push_back({.setting = setting, .value = value});
}

} // namespace

Report begun_report(const Lineage& lineage, const Prepared& prepared, const Titles& titles,
                    const std::string& release, const std::string& program)
{
    const auto& lines = lineage.ledger.lines();
    Report report;
    report.title = titles.title.empty() ? prepared.schema.lineage : titles.title;
    report.about = titles.about;
    report.day = core::utc_day(lines.back().at);
    report.release = release;
    report.program = program;
    report.fictional = prepared.schema.lineage == microdata::fictional_lineage;
    report.schema = prepared.schema;
    report.privacy = privacy_of(lines, release);
    report.ledger = ledger_of(lines);
    return report;
}

void tell_tables(Report& report, const tabulation::Plan& plan, const tabulation::Forecast& forecast,
                 const tabulation::Tables& tables)
{
    report.kind = Kind::tables;
    report.method = Method::counting;
    set(report, Setting::length, static_cast<double>(plan.length));
    set(report, Setting::cap, static_cast<double>(report.schema.caps->values));
    set(report, Setting::at_least, plan.at_least);
    set(report, Setting::fabricated, plan.fabricated_thousandths / 10.0);
    set(report, Setting::people, static_cast<double>(tables.people));
    set(report, Setting::noise_of_people, static_cast<double>(tables.deviation_of_people));
    report.lengths = published_lengths(forecast, tables);
    report.one_way = one_way_of(report.schema, tables);
    report.corridors = corridors_of(report.schema, tables);
    report.association = association_of(report.schema, tables);
}

void tell_recoded(Report& report, std::uint32_t k, std::size_t checked_length,
                  const anonymity::Recoded& recoded, const anonymity::Checked& groups)
{
    report.kind = Kind::k;
    report.method = Method::recoding;
    report.schema = recoded.people.schema();
    set(report, Setting::k, k);
    set(report, Setting::checked_length, static_cast<double>(checked_length));
    set(report, Setting::rounded_to, k);
    set(report, Setting::rows, static_cast<double>(recoded.people.people()));
    KFacts& facts = report.k.emplace();
    facts.k = k;
    facts.column_sets = groups.column_sets;
    facts.groups = groups.groups;
    facts.violations = groups.violations_in_all;
    facts.left_out = recoded.left_out;
    for (const auto& [column, cells] : recoded.suppressed)
        facts.suppressed.push_back({.column = column, .cells = cells});
    report.one_way = one_way_of(recoded.people);
    report.corridors = corridors_of(recoded.people);
    report.association = association_of(microdata::Counter(recoded.people));
}

void tell_seeded(Report& report, std::size_t length, const anonymity::Seeded& seeded,
                 const anonymity::Checked& combinations)
{
    report.k->seeded = SeededFacts{.rows = static_cast<std::int64_t>(seeded.rows.people()),
                                   .length = static_cast<std::int64_t>(length),
                                   .combinations = combinations.groups,
                                   .violations = combinations.violations_in_all};
}

void tell_rows(Report& report, Method method, const synthesis::Model& model, const microdata::Microdata& rows)
{
    report.kind = Kind::synthesis;
    report.method = method;
    set(report, Setting::rows, static_cast<double>(rows.people()));
    set(report, Setting::people, model.people());
    set(report, Setting::noise_of_people, model.parts().people_deviation);
    set(report, Setting::measured_sets, static_cast<double>(model.measured().size()));
    set(report, Setting::model_cells, static_cast<double>(model.size()));
    report.one_way = one_way_of(rows);
    report.corridors = corridors_of(rows);
    report.association = association_of(microdata::Counter(rows));
}

core::Done write_report(Output& output, Report report, const DrawReport& draw)
{
    const std::string mark = report.internal ? "INTERNAL-" : "";
    report.files = output.files();
    PANOH_CHECK(output.write(mark + "report.json", core::write_json(report)));
    if (draw) PANOH_CHECK(output.write(mark + "report.html", draw(report)));
    return {};
}

} // namespace panoh::release
