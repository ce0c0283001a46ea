#pragma once

// Searches by name: the sealed texts of the own teams, and the nameless ones of the organisation's other
// teams.

#include <optional>
#include <string>
#include <vector>

#include "access/subject.h"
#include "cases/cases.h"
#include "cases/find.h"
#include "vault/short_texts.h"

namespace panoh::cases {

using FindPermit = core::Permit<Action::case_find, std::vector<core::TeamId>>;
/// For the teams of the organisation that the searcher is not on.
using AskPermit = core::Permit<Action::case_ask, std::vector<core::TeamId>>;

struct Found {
    std::int64_t searched = 0;
    std::vector<Match> matches = {}; ///< at most five, strongest first
    /// Wraps that the search had to make, at most a few hundred: kept, the next search is quicker.
    struct Wrap {
        core::CaseId id = {};
        std::int64_t version = 0;
        core::Bytes wrap = {};
    };
    std::vector<Wrap> wraps = {};
};
/// Opens the short text of every case of the permitted teams, one after the other in one buffer, and
/// compares.
[[nodiscard]] Found find_cases(store::Reader& reader, const FindPermit& permit, vault::KeyRing& keys,
                               const Question& question);

/// A case of another team that fits well. There is nothing of the record in it: neither name nor year, and
/// not which sign agreed, which somebody could ask for one by one.
struct HeldMatch {
    core::CaseId id = {};
    int score = 0;
    int strength = 2; ///< 2 possible, 3 strong; weak ones are not told
};
struct FoundElsewhere {
    bool has_key = false; ///< the searcher holds the organisation's finding key
    std::int64_t searched = 0;
    std::int64_t not_searched = 0; ///< cases without a text for that, or for want of the key
    std::vector<HeldMatch> matches = {};
    std::vector<core::CaseId> boxed = {}; ///< texts that open slowly, at most a few hundred
};
[[nodiscard]] FoundElsewhere find_elsewhere(store::Reader& reader, const AskPermit& permit,
                                            core::OrganisationId organisation, vault::KeyRing& keys,
                                            const Question& question);
/// The five best of both, the own first where they fit equally well.
void keep_best_of_both(std::vector<Match>& own, std::vector<HeldMatch>& elsewhere);

/// The text for other teams' searches, made from what was sealed beside the identity as `short_text`
/// (find_key.h); nothing where the organisation has no finding key.
[[nodiscard]] core::Result<std::optional<vault::TeamText>>
finding_text(store::Reader& reader, vault::KeyRing& keys, core::OrganisationId organisation, core::CaseId id,
             std::int64_t version, std::string_view short_text);
void save_finding_text(store::Transaction& transaction, core::TeamId team, core::CaseId id,
                       std::int64_t version, const vault::TeamText& text);
/// Both in one.
[[nodiscard]] core::Done seal_finding(store::Transaction& transaction, vault::KeyRing& keys,
                                      core::OrganisationId organisation, core::TeamId team, core::CaseId id,
                                      std::int64_t version, std::string_view short_text);
/// Cases of the searcher's own teams that lack it, at most a few hundred; none for who does not hold the
/// finding key.
[[nodiscard]] std::vector<core::CaseId> lacking_finding(store::Reader& reader,
                                                        const access::Subject& subject);
/// What a search leaves behind for the next ones: kept wraps, texts that were lacking, boxed ones sealed
/// anew.
[[nodiscard]] core::Done keep_up_findings(store::Transaction& transaction, vault::KeyRing& keys,
                                          core::OrganisationId organisation, const Found& found,
                                          const std::vector<core::CaseId>& lacking,
                                          const std::vector<core::CaseId>& boxed);

} // namespace panoh::cases
