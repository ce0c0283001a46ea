#include "cases/list_out.h"

#include "access/notices.h"
#include "access/people.h"
#include "cases/columns.h"
#include "core/text.h"

namespace panoh::cases {
namespace {

constexpr int portion = 500;
constexpr std::size_t most_words = 5000;
constexpr std::size_t longest_word = 300;

bool is_word(const std::string& text)
{
    return core::is_line(text) && core::letters(text) <= longest_word;
}

core::Done refuse_words(std::string field)
{
    return core::fail(core::ErrorKind::invalid, "export/words_invalid", std::move(field));
}

core::Done check(const ListWords& words)
{
    PANOH_CHECK(check(words.about));
    if (!is_word(words.sheet)) return refuse_words("sheet");
    if (words.codes.size() > most_words) return refuse_words("codes");
    for (const auto& one : words.codes)
        if (!is_word(one.word)) return refuse_words("codes");
    core::Done checked;
    boost::mp11::mp_for_each<core::JsonMembers<ListHeadings>>([&](auto member) {
        if (checked && !is_word(words.headings.*member.pointer)) checked = refuse_words(member.name);
    });
    return checked;
}

std::vector<tables::Column> columns_of(const ListHeadings& headings, bool names)
{
    std::vector<tables::Column> columns;
    boost::mp11::mp_for_each<core::JsonMembers<ListHeadings>>([&](auto member) {
        if (!names && std::string_view(member.name) == "name") return;
        columns.push_back({.heading = headings.*member.pointer});
    });
    return columns;
}

} // namespace

ListOut::ListOut(Needs needs, const ListPermit& permit, ListWanted wanted, tables::About about)
    : needs_(std::move(needs)), permit_(permit), names_(wanted.names),
      file_(std::make_unique<tables::XlsxWriter>(about))
{
    query_ = {.state = wanted.state,
              .country = std::move(wanted.country),
              .assigned_to = wanted.assigned_to,
              .limit = portion};
}

core::Result<ListOut> ListOut::begin(Needs needs, const ListOutPermit& permit, const ListPermit& list,
                                     ListWanted wanted, const ListWords& words, tables::About about)
{
    if (permit.object().teams != list.object().teams)
        return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    PANOH_CHECK(check(words));
    ListOut out(std::move(needs), list, std::move(wanted), std::move(about));
    for (const auto& one : words.codes)
        out.words_[{one.list, one.code}] = one.word;
    PANOH_CHECK(out.file_->begin_sheet(words.sheet, columns_of(words.headings, out.names_)));
    return out;
}

std::string ListOut::word(std::string_view list, const std::string& code) const
{
    const bool missing = core::is_missing_reason(code);
    const auto found = words_.find({missing ? "answer" : std::string(list), missing ? code.substr(1) : code});
    return found == words_.end() ? code : found->second;
}

std::string ListOut::words_of(std::string_view list, const std::optional<std::string>& codes) const
{
    std::string all;
    for (const auto& code : split_codes(codes.value_or("")))
        all += (all.empty() ? "" : "; ") + word(list, code);
    return all;
}

core::Done ListOut::add(const ListRow& row, const std::string& worker)
{
    const std::string name = row.name ? row.name->given + " " + row.name->family : std::string();
    const std::string state = word("case_state", std::string(core::to_text(row.state)));
    const std::string status = words_of("trafficking_status", row.trafficking_status);
    const std::string exploitation = words_of("exploitation", row.exploitation);
    const std::string citizenship = words_of("country", row.citizenship);
    const std::string where = words_of("country", row.country_of_exploitation);
    const std::string gender = words_of("gender", row.gender);
    const std::string step = words_of("next_step", row.next_step);
    std::vector<tables::Cell> cells = {std::string_view(row.reference)};
    if (names_) cells.emplace_back(core::trim(name));
    for (const std::string& text :
         {std::cref(state), std::cref(status), std::cref(exploitation), std::cref(citizenship),
          std::cref(where), std::cref(gender), std::cref(row.age_band), std::cref(worker), std::cref(step)})
        cells.emplace_back(std::string_view(text));
    const auto due = core::parse_date(row.due_on.value_or(""));
    cells.emplace_back(due ? tables::Cell(*due) : tables::Cell());
    return file_->add(cells);
}

void ListOut::note(store::Transaction& transaction, const ListPage& page) const
{
    std::vector<core::CaseId> all;
    std::vector<core::CaseId> opened;
    for (const auto& row : page.rows) {
        all.push_back(row.id);
        if (row.name) opened.push_back(row.id);
    }
    audit::append(transaction, needs_.act,
                  {.action = core::Action::case_list_export,
                   .cases = std::move(all),
                   .detail = names_ ? "with:names" : "with:codes"});
    if (opened.empty()) return;
    audit::append(
        transaction, needs_.act,
        {.action = core::Action::identity_read, .cases = std::move(opened), .detail = "names:list"});
    make_quick(transaction, *needs_.keys, page);
}

core::Result<bool> ListOut::next(std::string& piece)
{
    struct Read {
        ListPage page;
        std::vector<std::string> workers;
    };
    PANOH_TRY(const Read read, needs_.database.read([&](store::Reader& reader) -> core::Result<Read> {
        Read found;
        PANOH_TRY(found.page, list_cases(reader, permit_, query_, names_));
        if (names_) open_names(reader, *needs_.keys, found.page);
        access::PeopleNames people(reader);
        for (const auto& row : found.page.rows)
            found.workers.push_back(people.user(row.assigned_to));
        return found;
    }));
    // A list without a case is noted as well: that somebody took it is what the record is for.
    if (!read.page.rows.empty() || !begun_)
        PANOH_CHECK(needs_.database.write([&](store::Transaction& transaction) -> core::Done {
            note(transaction, read.page);
            if (names_ && !begun_)
                access::note_leads(transaction, needs_.act.actor, access::NoticeKind::colleague_took_names,
                                   needs_.act.at);
            return {};
        }));
    begun_ = true;
    for (std::size_t i = 0; i < read.page.rows.size(); ++i)
        PANOH_CHECK(add(read.page.rows[i], read.workers[i]));
    query_.cursor = read.page.next;
    const bool more = !query_.cursor.empty();
    if (!more) file_->finish();
    piece = file_->take();
    return more;
}

} // namespace panoh::cases
