#pragma once

// A model as text, so that rows can be drawn from it later, as many as wanted, at no cost.

#include <string>
#include <string_view>

#include "core/result.h"
#include "synthesis/model.h"

namespace panoh::synthesis {

/// JSON; the numbers of factors are 32-bit floats, lowest byte first, as base64url. The same bytes for the
/// same model.
[[nodiscard]] std::string model_text(const Model& model);

/// Reads what `model_text` wrote, and nothing else: the codes of strict JSON, "model/version_unknown",
/// "model/method_unknown", "model/number_invalid", and with the place as field "model/column_invalid",
/// "model/exclusion_invalid", "model/factor_invalid", "model/measured_invalid"; "model/too_large" when its
/// cliques have more than 64 million cells, "model/impossible" when its exclusions leave nobody.
[[nodiscard]] core::Result<Model> read_model(std::string_view text);

} // namespace panoh::synthesis
