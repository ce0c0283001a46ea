#pragma once

#include "app/programme_fiction.h"

namespace panoh::app {

/// Two editions of that programme's bulletin: one that is out, and the next one, still being written and not
/// yet whole in every language.
[[nodiscard]] core::Done add_bulletin(store::Transaction& transaction, const ProgrammeHands& hands,
                                      const ProgrammeItems& items, core::Instant now);

} // namespace panoh::app
