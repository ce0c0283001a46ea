#pragma once

#include <cstdlib>

namespace panoh::microdata {

/// A promise between our own functions; what breaks it is a bug and ends the process. No input reaches it.
inline void must(bool holds)
{
    if (!holds) std::abort();
}

} // namespace panoh::microdata
