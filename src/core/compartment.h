#pragma once

#include <array>

#include "core/names.h"

namespace panoh::core {

/// The four sealed parts of a case, each with keys of its own, so that a lawyer can have one without another.
enum class Compartment { identity, whereabouts, narrative, medical };

template <>
struct Names<Compartment> {
    static constexpr std::array<Named<Compartment>, 4> all = {{
        {Compartment::identity, "identity"},
        {Compartment::whereabouts, "whereabouts"},
        {Compartment::narrative, "narrative"},
        {Compartment::medical, "medical"},
    }};
};

} // namespace panoh::core
