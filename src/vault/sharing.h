#pragma once

#include <vector>

#include "vault/vault.h"

namespace panoh::vault {

/// The teams that a compartment of a case was shared with by somebody who signed for it.
[[nodiscard]] std::vector<core::TeamId> shared_with(store::Reader& reader, const Registrar& registrar,
                                                    core::CaseId case_id, core::Compartment compartment);

} // namespace panoh::vault
