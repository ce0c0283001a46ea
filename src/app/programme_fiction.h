#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "store/store.h"

namespace panoh::app {

/// Whose programme it is: both are of this organisation.
struct ProgrammeHands {
    core::OrganisationId organisation = {};
    core::UserId officer = {};
    core::UserId communicator = {};
};

/// What the bulletin tells of.
struct ProgrammeItems {
    core::EventId training = {};
    core::MeasurementId trained = {};
    core::FactId fact = {};
    core::TestimonyId testimony = {};
};

/// A small programme that nobody ran: projects, figures, a campaign, events, a plan. Its days lie around
/// `now`, so that something is going on.
[[nodiscard]] core::Result<ProgrammeItems> add_programme(store::Transaction& transaction,
                                                         const ProgrammeHands& hands, core::Instant now);

} // namespace panoh::app
