#pragma once

// For who checks a whole database: which keys all data keys are sealed to.

#include <vector>

#include "vault/vault.h"

namespace panoh::vault {

struct SealedTo {
    core::TeamId team = {};
    core::Compartment compartment = core::Compartment::identity;
    std::int64_t epoch = 0; ///< of the team's key
    std::int64_t data_keys = 0;
};
/// Every team's compartment and epoch that data keys are sealed to, with how many.
[[nodiscard]] std::vector<SealedTo> sealed_to(store::Reader& reader);
/// Who holds that very epoch, by id.
[[nodiscard]] std::vector<core::UserId> holders_of(store::Reader& reader, const SealedTo& sealed);

} // namespace panoh::vault
