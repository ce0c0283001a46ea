#include "crypto/sha256.h"

#include <new>

#include <openssl/evp.h>

namespace panoh::crypto {

// OpenSSL's: it uses the processor's own instructions, which files of a gigabyte need.
struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    bool fine = context != nullptr && EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}

Sha256::~Sha256()
{
    EVP_MD_CTX_free(state_->context);
}

void Sha256::add(core::ByteView piece)
{
    state_->fine = state_->fine && EVP_DigestUpdate(state_->context, piece.data(), piece.size()) == 1;
}

Sha256::Hash Sha256::end()
{
    Hash hash = {};
    state_->fine = state_->fine && EVP_DigestFinal_ex(state_->context, hash.data(), nullptr) == 1;
    if (!state_->fine) throw std::bad_alloc(); // the only thing that OpenSSL lacks here
    return hash;
}

Sha256::Hash sha256(core::ByteView message)
{
    Sha256 hash;
    hash.add(message);
    return hash.end();
}

} // namespace panoh::crypto
