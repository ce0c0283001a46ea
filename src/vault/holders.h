#pragma once

// For who checks a whole database: which keys all data keys are sealed to.

#include <vector>

#include "vault/vault.h"

namespace panoh::vault {

struct SealedTo {
    core::TeamId team = {};
    core::Compartment compartment = core::Compartment::identity;
    std::int64_t data_keys = 0;
};
/// Every team's compartment that data keys are sealed to, with how many.
[[nodiscard]] std::vector<SealedTo> sealed_to(store::Reader& reader);

} // namespace panoh::vault
