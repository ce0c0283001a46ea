#pragma once

// For tests only: a node's signing key.

#include "vault/registrar.h"

namespace panoh::test {

inline const vault::Registrar& registrar()
{
    static const vault::Registrar made(crypto::make_sign_keys());
    return made;
}

} // namespace panoh::test
