#pragma once

#include <algorithm>
#include <string>

#include "core/bytes.h"
#include "crypto/crypto.h"

namespace panoh::portal {

/// RFC 4648 section 4, with `=`: as browsers want it in policies and addresses.
[[nodiscard]] inline std::string base64(core::ByteView bytes)
{
    auto text = crypto::to_base64url(bytes);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

} // namespace panoh::portal
