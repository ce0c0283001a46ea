#include "outreach/report.h"

#include <map>

#include "core/text.h"
#include "tables/xlsx_writer.h"

namespace panoh::outreach {

namespace {

using tables::Cell;
using tables::Column;

constexpr std::size_t most_words = 2'000;
constexpr std::size_t longest_word = 300;

/// The words of the reader.
class Says {
public:
    static core::Result<Says> of(const ReportWords& given)
    {
        Says says;
        if (given.words.size() > most_words)
            return core::fail(core::ErrorKind::invalid, "export/words_invalid", "words");
        for (const auto& word : given.words) {
            if (!core::is_line(word.word) || core::letters(word.word) > longest_word)
                return core::fail(core::ErrorKind::invalid, "export/words_invalid", "words");
            says.words_[{word.list, word.code}] = word.word;
        }
        return says;
    }
    [[nodiscard]] std::string_view code(std::string_view list, const std::string& code) const
    {
        const auto found = words_.find({std::string(list), code});
        return found == words_.end() ? std::string_view(code) : std::string_view(found->second);
    }
    [[nodiscard]] std::string_view heading(const std::string& name) const { return code("report", name); }
    [[nodiscard]] std::vector<Column> columns(std::initializer_list<const char*> names) const
    {
        std::vector<Column> columns;
        for (const char* name : names)
            columns.push_back({.heading = std::string(heading(name))});
        return columns;
    }

private:
    std::map<std::pair<std::string, std::string>, std::string> words_ = {};
};

Cell text(std::string_view words)
{
    return words.empty() ? Cell{} : Cell{words};
}

template <typename T>
Cell maybe(const std::optional<T>& value)
{
    return value ? Cell{*value} : Cell{};
}

class File {
public:
    File(const Report& report, const Says& says) : report_(report), says_(says) {}

    core::Result<std::string> write()
    {
        PANOH_CHECK(add_project());
        PANOH_CHECK(add_indicators());
        PANOH_CHECK(add_reach());
        PANOH_CHECK(add_people());
        PANOH_CHECK(add_events());
        file_.finish();
        return file_.take();
    }

private:
    core::Done add_project()
    {
        const auto& project = report_.project;
        PANOH_CHECK(file_.begin_sheet(says_.heading("project"), says_.columns({"what", "value"})));
        PANOH_CHECK(line("title", text(project.title)));
        if (report_.fictional) PANOH_CHECK(line("fictional", Cell{}));
        PANOH_CHECK(line("organisation", text(report_.organisation)));
        if (project.reference) PANOH_CHECK(line("reference", text(*project.reference)));
        PANOH_CHECK(line("starts_on", maybe(project.starts_on)));
        PANOH_CHECK(line("ends_on", maybe(project.ends_on)));
        for (const auto& grant : project.grants) {
            PANOH_CHECK(line("donor", text(grant.donor)));
            if (grant.amount)
                PANOH_CHECK(line(grant.currency ? grant.currency->code : "amount", Cell{*grant.amount}));
        }
        PANOH_CHECK(line("from", Cell{report_.figures.from}));
        return line("to", Cell{report_.figures.to});
    }

    core::Done add_indicators()
    {
        PANOH_CHECK(file_.begin_sheet(says_.heading("indicators"),
                                      says_.columns({"indicator", "code", "unit", "baseline", "target",
                                                     "target_by", "value", "measured_on", "percent"})));
        for (const auto& line : report_.figures.indicators) {
            const auto& p = line.progress;
            const auto percent = p.share ? Cell{*p.share * 100} : Cell{};
            PANOH_CHECK(row({text(line.title), text(line.code), text(says_.code("unit", line.unit)),
                             maybe(line.baseline), maybe(p.target), maybe(p.target_by), maybe(p.value),
                             maybe(p.measured_on), percent}));
        }
        return {};
    }

    core::Done add_reach()
    {
        PANOH_CHECK(file_.begin_sheet(says_.heading("reach"),
                                      says_.columns({"nearness", "measure", "channel", "value", "basis"})));
        PANOH_CHECK(add_lines("direct", report_.figures.direct));
        PANOH_CHECK(add_lines("indirect", report_.figures.indirect));
        return add_lines("outputs", report_.figures.outputs);
    }

    core::Done add_lines(const std::string& near, const std::vector<ReachLine>& lines)
    {
        for (const auto& line : lines) {
            std::string bases;
            for (const auto& basis : line.bases)
                bases.append(bases.empty() ? "" : ", ").append(says_.code("figure_basis", basis));
            PANOH_CHECK(row({text(says_.heading(near)), text(says_.code("measure", line.measure)),
                             text(says_.code("channel", line.channel)), Cell{line.value}, text(bases)}));
        }
        return {};
    }

    core::Done add_people()
    {
        const auto& people = report_.figures.participants;
        PANOH_CHECK(file_.begin_sheet(says_.heading("people"), says_.columns({"by", "sort", "count"})));
        PANOH_CHECK(
            row({text(says_.heading("all")), text(says_.heading("people_count")), Cell{people.people}}));
        PANOH_CHECK(
            row({text(says_.heading("all")), text(says_.heading("attendances")), Cell{people.attendances}}));
        PANOH_CHECK(add_sorts("gender", people.by_gender));
        PANOH_CHECK(add_sorts("age_group", people.by_age_group));
        PANOH_CHECK(add_sorts("country", people.by_country));
        return add_sorts("sector", people.by_sector);
    }

    core::Done add_sorts(const std::string& list, const std::vector<Sort>& sorts)
    {
        for (const auto& sort : sorts) {
            const auto name = sort.code.empty() ? says_.heading("not_known") : says_.code(list, sort.code);
            PANOH_CHECK(row({text(says_.heading(list)), text(name),
                             sort.count ? Cell{*sort.count} : text(says_.heading("hidden"))}));
        }
        return {};
    }

    core::Done add_events()
    {
        PANOH_CHECK(file_.begin_sheet(
            says_.heading("events"),
            says_.columns({"title", "kind", "starts_on", "place", "people_count", "attendances"})));
        for (const auto& event : report_.events)
            PANOH_CHECK(
                row({text(event.title), text(says_.code("event_kind", event.kind)), maybe(event.starts_on),
                     text(event.place), maybe(event.people), maybe(event.attendances)}));
        return {};
    }

    core::Done line(const std::string& name, const Cell& value)
    {
        return row({text(says_.heading(name)), value});
    }
    core::Done row(std::initializer_list<Cell> cells)
    {
        return file_.add(std::span(cells.begin(), cells.size()));
    }

    const Report& report_;
    const Says& says_;
    tables::XlsxWriter file_;
};

} // namespace

core::Result<std::string> report_file(const Report& report, const ReportWords& words)
{
    PANOH_TRY(const Says says, Says::of(words));
    return File(report, says).write();
}

} // namespace panoh::outreach
