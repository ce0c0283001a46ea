#pragma once

#include "access/decide.h"
#include "cases/case_list.h"

namespace panoh::cases {

/// The cases a person's role reaches for an action, as lists filter by it. Empty when the role reaches none.
[[nodiscard]] Scope scope_of(store::Reader& reader, const access::Subject& subject, core::Action action);

} // namespace panoh::cases
