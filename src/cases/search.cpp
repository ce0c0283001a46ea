#include "cases/search.h"

#include <algorithm>
#include <tuple>

#include "access/finding.h"
#include "cases/cases_store.h"
#include "cases/places.h"
#include "cases/search_store.h"
#include "vault/short_texts.h"

namespace panoh::cases {
namespace {

constexpr auto identity = core::Compartment::identity;
constexpr std::size_t most_matches = 5;
constexpr std::size_t many_matches =
    512; // then only the best are kept, so that a common name fills no memory
constexpr std::size_t batch = 256;
constexpr std::size_t most_kept = 300; // rows written after one search: some milliseconds of the writer

/// A row whose data key has to be looked up, which cannot be done in the middle of reading rows.
struct WaitingRow {
    Match match;
    std::int64_t version = 0;
    core::Bytes sealed = {};
    core::Bytes wrap = {};
};

Match match_of(const FindRow& row, core::TeamId team)
{
    return {.id = row.id,
            .reference = std::string(row.reference),
            .state = row.state,
            .team = team,
            .assigned_to = row.assigned_to};
}

class OwnSearch {
public:
    OwnSearch(store::Reader& reader, vault::KeyRing& keys, const Question& question)
        : reader_(reader), keys_(keys), question_(question)
    {
    }

    void search(core::TeamId team)
    {
        // Who waits for keys to a team finds nothing in it.
        auto texts = vault::ShortTexts::of(reader_, keys_, team, identity);
        if (!texts) return;
        each_find_row(reader_, team, [&](const FindRow& row) {
            if (row.wrap.empty()) {
                waiting_.push_back({match_of(row, team), row.version, core::copy_of(row.sealed)});
                return;
            }
            const auto text = texts->open(find_place(row.id, row.version), row.sealed, row.wrap);
            if (text) take(*text, [&] { return match_of(row, team); });
        });
        for (std::size_t at = 0; at < waiting_.size(); at += batch)
            open_slowly(std::span(waiting_).subspan(at, std::min(batch, waiting_.size() - at)));
        waiting_.clear();
    }

    [[nodiscard]] Found found() &&
    {
        keep_best(found_.matches);
        return std::move(found_);
    }

private:
    template <typename Row>
    void take(std::string_view text, Row&& row)
    {
        ++found_.searched;
        const auto key = read_find_key(text);
        if (!key) return;
        auto match = compare(*key, question_);
        if (!match) return;
        const Match of_row = row();
        match->id = of_row.id;
        match->reference = of_row.reference;
        match->state = of_row.state;
        match->team = of_row.team;
        match->assigned_to = of_row.assigned_to;
        found_.matches.push_back(std::move(*match));
        if (found_.matches.size() >= many_matches) keep_best(found_.matches);
    }

    void open_slowly(std::span<WaitingRow> rows)
    {
        std::vector<vault::Sealed> sealed;
        sealed.reserve(rows.size());
        for (auto& row : rows)
            sealed.push_back({.team = row.match.team,
                              .place = find_place(row.match.id, row.version),
                              .sealed = std::move(row.sealed),
                              .wrap = &row.wrap});
        const auto opened = vault::open_all(reader_, keys_, sealed);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!opened[i]) continue;
            take(opened[i]->reveal(), [&] { return rows[i].match; });
            if (found_.wraps.size() < most_kept)
                found_.wraps.push_back({rows[i].match.id, rows[i].version, std::move(rows[i].wrap)});
        }
    }

    store::Reader& reader_;
    vault::KeyRing& keys_;
    const Question& question_;
    Found found_;
    std::vector<WaitingRow> waiting_;
};

void keep_best_held(std::vector<HeldMatch>& matches)
{
    std::ranges::sort(matches, [](const HeldMatch& a, const HeldMatch& b) {
        return std::tie(b.score, a.id) < std::tie(a.score, b.id);
    });
    if (matches.size() > most_matches) matches.resize(most_matches);
}

core::Done seal_lacking(store::Transaction& transaction, vault::KeyRing& keys,
                        core::OrganisationId organisation, core::CaseId id)
{
    const auto file = load_case(transaction, id);
    const auto text = load_short(transaction, id);
    if (!file || !text) return {};
    const auto opened =
        vault::open(transaction, keys, file->team, find_place(id, text->version), text->sealed);
    // A broken text is told to who opens it; here it is only not found by others.
    if (!opened) return {};
    return seal_finding(transaction, keys, organisation, file->team, id, text->version, opened->reveal());
}

core::Done seal_anew(store::Transaction& transaction, vault::KeyRing& keys, core::TeamId finders,
                     vault::ShortTexts& texts, core::CaseId id)
{
    const auto kept = load_finding(transaction, id);
    if (!kept || !vault::is_boxed(kept->sealed)) return {};
    const auto place = finding_place(id, kept->version);
    const auto text = texts.open_team_text(place, kept->sealed);
    if (!text) return {};
    PANOH_TRY(const auto sealed, vault::seal_to_team(transaction, keys, finders, place, *text));
    save_finding(transaction, kept->team,
                 {.id = id, .version = kept->version, .epoch = sealed.epoch, .sealed = sealed.sealed});
    return {};
}

} // namespace

Found find_cases(store::Reader& reader, const FindPermit& permit, vault::KeyRing& keys,
                 const Question& question)
{
    OwnSearch search(reader, keys, question);
    for (const auto& team : permit.object())
        search.search(team);
    return std::move(search).found();
}

FoundElsewhere find_elsewhere(store::Reader& reader, const AskPermit& permit,
                              core::OrganisationId organisation, vault::KeyRing& keys,
                              const Question& question)
{
    FoundElsewhere found;
    if (permit.object().empty()) return found;
    auto texts = vault::ShortTexts::of(reader, keys, access::finding_team(organisation), identity);
    found.has_key = texts.has_value();
    const auto compare_row = [&](const FindingRow& row) {
        const auto text = texts->open_team_text(finding_place(row.id, row.version), row.sealed);
        if (!text) return;
        ++found.searched;
        if (found.boxed.size() < most_kept && vault::is_boxed(row.sealed)) found.boxed.push_back(row.id);
        const auto key = read_nameless_key(*text);
        const auto match = key ? compare(*key, question) : std::nullopt;
        if (!match || match->strength < 2) return;
        found.matches.push_back({.id = row.id, .score = match->score, .strength = match->strength});
        if (found.matches.size() >= many_matches) keep_best_held(found.matches);
    };
    for (const auto& team : permit.object())
        if (texts) each_finding_row(reader, team, texts->epoch(), compare_row);
    keep_best_held(found.matches);
    found.not_searched = std::max<std::int64_t>(0, count_cases(reader, permit.object()) - found.searched);
    return found;
}

void keep_best_of_both(std::vector<Match>& own, std::vector<HeldMatch>& elsewhere)
{
    while (own.size() + elsewhere.size() > most_matches)
        if (elsewhere.empty() || (!own.empty() && own.back().score < elsewhere.back().score))
            own.pop_back();
        else
            elsewhere.pop_back();
}

core::Result<std::optional<vault::TeamText>> finding_text(store::Reader& reader, vault::KeyRing& keys,
                                                          core::OrganisationId organisation, core::CaseId id,
                                                          std::int64_t version, std::string_view short_text)
{
    const auto finders = access::finding_team(organisation);
    auto text =
        vault::seal_to_team(reader, keys, finders, finding_place(id, version), without_names(short_text));
    if (text) return std::move(*text);
    if (text.error().code == "vault/team_without_keys") return std::nullopt;
    return core::fail(std::move(text).error());
}

void save_finding_text(store::Transaction& transaction, core::TeamId team, core::CaseId id,
                       std::int64_t version, const vault::TeamText& text)
{
    save_finding(transaction, team,
                 {.id = id, .version = version, .epoch = text.epoch, .sealed = text.sealed});
}

core::Done seal_finding(store::Transaction& transaction, vault::KeyRing& keys,
                        core::OrganisationId organisation, core::TeamId team, core::CaseId id,
                        std::int64_t version, std::string_view short_text)
{
    PANOH_TRY(const auto text, finding_text(transaction, keys, organisation, id, version, short_text));
    if (text) save_finding_text(transaction, team, id, version, *text);
    return {};
}

std::vector<core::CaseId> lacking_finding(store::Reader& reader, const access::Subject& subject)
{
    const auto finders = access::finding_team(subject.organisation);
    const auto epoch = vault::team_key_epoch(reader, finders, identity);
    std::vector<core::CaseId> cases;
    if (!epoch || !vault::holds_team_key(reader, subject.user, finders, identity)) return cases;
    if (count_findings(reader, subject.teams, *epoch) >= count_cases(reader, subject.teams)) return cases;
    for (const auto& team : subject.teams) {
        const auto left = static_cast<std::int64_t>(most_kept - cases.size());
        const auto of_team = without_finding(reader, team, *epoch, left);
        cases.insert(cases.end(), of_team.begin(), of_team.end());
    }
    return cases;
}

core::Done keep_up_findings(store::Transaction& transaction, vault::KeyRing& keys,
                            core::OrganisationId organisation, const Found& found,
                            const std::vector<core::CaseId>& lacking, const std::vector<core::CaseId>& boxed)
{
    for (const auto& [id, version, wrap] : found.wraps)
        keep_wrap(transaction, id, version, wrap);
    for (const auto& id : lacking)
        PANOH_CHECK(seal_lacking(transaction, keys, organisation, id));
    if (boxed.empty()) return {};
    const auto finders = access::finding_team(organisation);
    auto texts = vault::ShortTexts::of(transaction, keys, finders, identity);
    if (!texts) return {};
    for (const auto& id : boxed)
        PANOH_CHECK(seal_anew(transaction, keys, finders, *texts, id));
    return {};
}

} // namespace panoh::cases
