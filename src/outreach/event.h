#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json.h"
#include "outreach/cell.h"
#include "outreach/party.h"

namespace panoh::outreach {

/// Who came. People once each, and how often somebody sat down, are two figures and stay two.
struct Participation {
    using AbsentListsAreEmpty = void;
    std::optional<std::int64_t> people = {};      ///< each person once
    std::optional<std::int64_t> attendances = {}; ///< each person in each session
    std::optional<core::Coded<"figure_basis">> basis = {};
    std::optional<std::string> source = {};
    std::vector<Cell> cells = {}; ///< of people; together at most `people`
};
PANOH_JSON(Participation, people, attendances, basis, source, cells)

/// What somebody proposed, found or had an idea for, and what became of it.
struct Proposal {
    std::string key = {};
    core::Coded<"proposal_kind"> kind = {};
    std::string text = {};
    std::optional<std::string> by = {};    ///< a body or a group, not a private person
    std::optional<std::string> owner = {}; ///< who follows it up
    std::optional<core::Date> due_on = {};
    core::Coded<"proposal_state"> state = {};
    std::optional<std::string> outcome = {};
};
PANOH_JSON(Proposal, key, kind, text, by, owner, due_on, state, outcome)

/// What people knew before and after, on one scale from 0 to `highest`.
struct KnowledgeTest {
    std::string key = {};
    std::string topic = {};
    double highest = 100;
    std::optional<std::int64_t> people_before = {};
    std::optional<double> mean_before = {};
    std::optional<std::int64_t> people_after = {};
    std::optional<double> mean_after = {};
};
PANOH_JSON(KnowledgeTest, key, topic, highest, people_before, mean_before, people_after, mean_after)

/// Forum, round table, training, meeting: people together at a time, in a place or on a platform.
struct Event {
    using AbsentListsAreEmpty = void;
    std::string title = {};
    core::Coded<"event_kind"> kind = {};
    std::optional<std::string> motto = {};
    std::optional<std::string> summary = {};
    std::optional<core::Coded<"language">> language = {}; ///< in which it is described here
    std::optional<core::ProjectId> project = {};
    std::optional<core::CampaignId> campaign = {};
    std::optional<core::CommitmentId> commitment = {}; ///< the plan of which it carries out an item
    std::optional<std::string> commitment_item = {};   ///< its number or key
    std::optional<core::Coded<"observance">> observance = {};
    std::optional<core::Coded<"event_format">> format = {};
    std::optional<std::string> place = {};    ///< town; a venue that is public
    std::optional<std::string> platform = {}; ///< of an event held online
    std::vector<core::Coded<"country">> countries = {};
    std::vector<core::Coded<"language">> languages = {}; ///< spoken there
    std::vector<core::Coded<"target_group">> target_groups = {};
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
    std::optional<double> hours = {};
    std::vector<Party> parties = {};
    std::vector<std::string> topics = {};
    std::optional<Participation> participation = {};
    std::vector<Proposal> proposals = {};
    std::vector<KnowledgeTest> tests = {};
};
PANOH_JSON(Event, title, kind, motto, summary, language, project, campaign, commitment, commitment_item,
           observance, format, place, platform, countries, languages, target_groups, starts_on, ends_on,
           hours, parties, topics, participation, proposals, tests)

} // namespace panoh::outreach
