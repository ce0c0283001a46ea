#include "outreach/iati.h"

#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "outreach/figures.h"

namespace panoh::outreach {

namespace {

/// Text and attributes, escaped; nothing else goes in.
class Xml {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    void open(std::string_view name, Attributes attributes = {})
    {
        begin(name, attributes);
        text_ += '>';
    }
    void close(std::string_view name) { text_.append("</").append(name).append(">\n"); }
    void empty(std::string_view name, Attributes attributes)
    {
        begin(name, attributes);
        text_ += "/>\n";
    }
    void narrative(std::string_view words, std::string_view language = {})
    {
        if (language.empty())
            open("narrative");
        else
            open("narrative", {{"xml:lang", language}});
        escape(words);
        close("narrative");
    }
    void titled(std::string_view name, std::string_view words, Attributes attributes = {})
    {
        open(name, attributes);
        narrative(words);
        close(name);
    }
    void text_of(std::string_view words) { escape(words); }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void begin(std::string_view name, Attributes attributes)
    {
        text_.append("<").append(name);
        for (const auto& [attribute, value] : attributes) {
            text_.append(" ").append(attribute).append("=\"");
            escape(value);
            text_ += '"';
        }
    }
    void escape(std::string_view words)
    {
        for (const char letter : words)
            switch (letter) {
            case '&':
                text_ += "&amp;";
                break;
            case '<':
                text_ += "&lt;";
                break;
            case '>':
                text_ += "&gt;";
                break;
            case '"':
                text_ += "&quot;";
                break;
            default:
                text_ += letter;
            }
    }
    std::string text_ = {};
};

/// Codelist OrganisationType of IATI.
std::string_view type_code(access::OrganisationType type)
{
    using enum access::OrganisationType;
    switch (type) {
    case central_government:
    case law_enforcement:
    case immigration_service:
    case consular_service:
    case labour_inspectorate:
    case social_protection:
        return "10";
    case local_government:
        return "11";
    case ngo:
    case legal_service:
        return "22";
    case international_organisation:
        return "40";
    case corporate_business:
        return "70";
    case school_or_college:
        return "80";
    case health_service:
    case donor:
        return "15";
    }
    return "15";
}

/// Codelist OrganisationRole: 1 funding, 2 accountable, 3 extending, 4 implementing.
std::string_view role_code(std::string_view role)
{
    if (role == "donor") return "1";
    if (role == "responsible" || role == "organiser") return "2";
    if (role == "supporter") return "3";
    return "4";
}

/// Codelist ActivityStatus: 1 pipeline, 2 implementation, 4 closed.
std::string_view status_code(const Project& project, core::Date today)
{
    if (today < *project.starts_on) return "1";
    return project.ends_on && *project.ends_on < today ? "4" : "2";
}

/// Codelist IndicatorMeasure: 1 unit, 2 percentage.
std::string_view measure_code(const Indicator& indicator)
{
    return indicator.unit.code == "percent" ? "2" : "1";
}

/// An activity's identifier begins with the reporting organisation's, and a dash: "XM-DAC-47066-KZ10" is of
/// "XM-DAC-47066".
std::string reporting_reference(const std::string& identifier)
{
    const auto dash = identifier.rfind('-');
    return dash == std::string::npos ? identifier : identifier.substr(0, dash);
}

std::string number(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return std::to_string(static_cast<std::int64_t>(value));
    return fmt::format("{}", value);
}

core::Done check_complete(const Project& project)
{
    std::vector<core::FieldError> faults;
    const auto needs = [&](bool there, const char* field) {
        if (!there) faults.push_back({"outreach/iati_missing", field});
    };
    needs(project.iati_identifier.has_value(), "iati_identifier");
    needs(project.summary.has_value(), "summary");
    needs(project.starts_on.has_value(), "starts_on");
    needs(!project.countries.empty(), "countries");
    needs(!project.aims.empty(), "aims");
    if (faults.empty()) return {};
    return core::fail({.code = faults.front().code, .field = faults.front().field, .faults = faults});
}

void add_dates(Xml& xml, const Project& project, core::Date today)
{
    // Codelist ActivityDateType: 1 planned start, 2 actual start, 3 planned end, 4 actual end.
    const auto start = core::to_string(*project.starts_on);
    xml.empty("activity-date", {{"type", today < *project.starts_on ? "1" : "2"}, {"iso-date", start}});
    if (!project.ends_on) return;
    const auto end = core::to_string(*project.ends_on);
    xml.empty("activity-date", {{"type", *project.ends_on < today ? "4" : "3"}, {"iso-date", end}});
}

void add_parties(Xml& xml, const Project& project, const Reporting& reporting)
{
    for (const auto& grant : project.grants)
        xml.titled("participating-org", grant.donor,
                   {{"role", "1"}, {"type", type_code(access::OrganisationType::donor)}});
    for (const auto& party : project.parties)
        if (party.name) xml.titled("participating-org", *party.name, {{"role", role_code(party.role.code)}});
    xml.titled("participating-org", reporting.organisation,
               {{"role", "4"}, {"type", type_code(reporting.type)}});
}

/// Shares in whole percent that are a hundred together, as the standard asks of several countries.
void add_countries(Xml& xml, const Project& project)
{
    const auto all = project.countries.size();
    for (std::size_t i = 0; i < all; ++i) {
        const auto share = std::to_string(100 * (i + 1) / all - 100 * i / all);
        xml.empty("recipient-country", {{"code", project.countries[i].code}, {"percentage", share}});
    }
}

/// The aims as a vocabulary of the reporting organisation (99), shares as above.
void add_sectors(Xml& xml, const Project& project)
{
    const auto all = project.aims.size();
    for (std::size_t i = 0; i < all; ++i) {
        const auto share = std::to_string(100 * (i + 1) / all - 100 * i / all);
        xml.empty("sector", {{"vocabulary", "99"}, {"code", project.aims[i].code}, {"percentage", share}});
    }
}

void add_budgets(Xml& xml, const Project& project)
{
    for (const auto& grant : project.grants) {
        if (!grant.amount || !grant.currency) continue;
        const auto from = core::to_string(grant.starts_on.value_or(*project.starts_on));
        const auto last = grant.ends_on ? grant.ends_on : project.ends_on;
        if (!last) continue; // a budget has a period
        const auto to = core::to_string(*last);
        xml.open("budget", {{"type", "1"}, {"status", "2"}});
        xml.empty("period-start", {{"iso-date", from}});
        xml.empty("period-end", {{"iso-date", to}});
        xml.open("value", {{"currency", grant.currency->code}, {"value-date", from}});
        xml.text_of(number(*grant.amount));
        xml.close("value");
        xml.close("budget");
    }
}

void add_result(Xml& xml, const Project& project, const Measured& measured, core::Date today)
{
    const auto& indicator = measured.indicator;
    // Codelist ResultType: 1 output, 2 outcome.
    xml.open("result", {{"type", "1"}, {"aggregation-status", indicator.adds_up ? "true" : "false"}});
    xml.titled("title", indicator.title);
    xml.open("indicator", {{"measure", measure_code(indicator)},
                           {"ascending", indicator.less_is_better ? "false" : "true"}});
    xml.titled("title", indicator.title);
    if (indicator.baseline && indicator.baseline_on) {
        const auto day = core::to_string(*indicator.baseline_on);
        const auto year = std::to_string(indicator.baseline_on->year);
        xml.empty("baseline", {{"year", year}, {"iso-date", day}, {"value", number(*indicator.baseline)}});
    }
    const auto progress = progress_of(indicator, measured.measurements, today);
    const auto until = progress.target_by ? progress.target_by : progress.measured_on;
    if (until) {
        xml.open("period");
        xml.empty("period-start", {{"iso-date", core::to_string(*project.starts_on)}});
        xml.empty("period-end", {{"iso-date", core::to_string(*until)}});
        if (progress.target) xml.empty("target", {{"value", number(*progress.target)}});
        if (progress.value) xml.empty("actual", {{"value", number(*progress.value)}});
        xml.close("period");
    }
    xml.close("indicator");
    xml.close("result");
}

} // namespace

core::Result<std::string> iati_activity(const Project& project, const std::vector<Measured>& measured,
                                        const Reporting& reporting)
{
    PANOH_CHECK(check_complete(project));
    Xml xml;
    xml.open("iati-activities",
             {{"version", "2.03"}, {"generated-datetime", core::to_string(reporting.now)}});
    xml.open("iati-activity", {{"last-updated-datetime", core::to_string(reporting.changed_at)},
                               {"xml:lang", project.language ? project.language->code : "en"}});
    xml.open("iati-identifier");
    xml.text_of(*project.iati_identifier);
    xml.close("iati-identifier");
    const auto reference = reporting_reference(*project.iati_identifier);
    xml.titled("reporting-org", reporting.organisation,
               {{"ref", reference}, {"type", type_code(reporting.type)}});
    xml.titled("title", project.title);
    xml.titled("description", *project.summary, {{"type", "1"}});
    add_parties(xml, project, reporting);
    xml.empty("activity-status", {{"code", status_code(project, reporting.today)}});
    add_dates(xml, project, reporting.today);
    add_countries(xml, project);
    add_sectors(xml, project);
    add_budgets(xml, project);
    for (const auto& each : measured)
        add_result(xml, project, each, reporting.today);
    xml.close("iati-activity");
    xml.close("iati-activities");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.take();
}

} // namespace panoh::outreach
