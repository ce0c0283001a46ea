#include "portal/report_parts.h"

#include <algorithm>

#include "portal/column_names.h"

namespace panoh::portal {
namespace {

bool is_number(const std::string& heading)
{
    return heading.starts_with('#');
}

std::string_view without_sign(const std::string& heading)
{
    return is_number(heading) ? std::string_view(heading).substr(1) : std::string_view(heading);
}

void write_row(Html& html, const TextTable& table, const std::vector<std::string>& row)
{
    const auto line = html.open("tr");
    for (std::size_t place = 0; place < row.size(); ++place) {
        const bool number = place < table.headings.size() && is_number(table.headings[place]);
        if (place == 0 && number)
            html.element("th", {{"scope", "row"}, {"class", "n"}}, row[place]);
        else if (place == 0)
            html.element("th", {{"scope", "row"}}, row[place]);
        else if (number)
            html.element("td", {{"class", "n"}}, row[place]);
        else
            html.element("td", row[place]);
    }
}

/// The table itself.
void write_plain(Html& html, const TextTable& table)
{
    const auto whole = table.css.empty() ? html.open("table") : html.open("table", {{"class", table.css}});
    if (table.quiet_caption)
        html.element("caption", {{"class", "unseen-words"}}, table.caption);
    else {
        // The inner one stays in sight while the table moves below it.
        const auto caption = html.open("caption");
        html.element("span", table.caption);
    }
    {
        const auto head = html.open("thead");
        const auto line = html.open("tr");
        for (const std::string& heading : table.headings)
            if (is_number(heading))
                html.element("th", {{"scope", "col"}, {"class", "n"}}, without_sign(heading));
            else
                html.element("th", {{"scope", "col"}}, heading);
    }
    const auto body = html.open("tbody");
    for (const auto& row : table.rows)
        write_row(html, table, row);
}

} // namespace

std::optional<double> ReportWriter::setting(release::Setting wanted) const
{
    const auto found = std::ranges::find(report.settings, wanted, &release::MethodSetting::setting);
    if (found == report.settings.end()) return std::nullopt;
    return found->value;
}

std::string ReportWriter::value_name(std::string_view column, std::string_view value) const
{
    if (value.empty()) return words("report.not_known");
    if (value == "~other") return words("report.other_value");
    return portal::value_name(words, column, value);
}

std::string ReportWriter::column_name(std::string_view column) const
{
    return portal::column_name(words, column);
}

void write_section(const ReportWriter& to, std::string_view id, const std::string& title,
                   const std::function<void()>& act)
{
    const std::string heading = std::string(id) + "-h";
    const auto section =
        to.html.open("section", {{"id", id}, {"class", "part"}, {"aria-labelledby", heading}});
    to.html.element("h2", {{"id", heading}}, title);
    act();
}

void write_table(Html& html, const TextTable& table)
{
    if (table.headings.size() <= 3 && table.css.empty()) return write_plain(html, table);
    // It may be wider than a phone: it moves sideways in its own box, which the keyboard reaches.
    const auto box = html.open(
        "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", table.caption}});
    write_plain(html, table);
}

void write_hidden_table(const ReportWriter& to, const TextTable& table)
{
    const auto details = to.html.open("details", {{"class", "numbers"}});
    {
        const auto summary = to.html.open("summary");
        to.html.text(to.words("report.numbers"));
        to.html.element("span", {{"class", "unseen-words"}}, ": " + table.caption);
    }
    write_table(to.html, table);
}

void write_more(const ReportWriter& to, std::size_t more, std::string_view file)
{
    if (more == 0) return;
    to.html.element("p", {{"class", "meta"}},
                    to.words("report.more",
                             {{"count", to.figures.whole(static_cast<std::int64_t>(more))}, {"file", file}}));
}

} // namespace panoh::portal
