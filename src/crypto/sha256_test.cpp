#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/bytes.h"
#include "crypto/sha256.h"

using namespace panoh;

namespace {

std::string hash_of(std::string_view message, std::size_t piece)
{
    crypto::Sha256 hash;
    for (; !message.empty(); message.remove_prefix(std::min(piece, message.size())))
        hash.add(core::as_bytes(message.substr(0, piece)));
    return core::to_hex(hash.end());
}

} // namespace

TEST_CASE("SHA-256 gives what NIST publishes, however its message is cut")
{
    // FIPS 180-4, examples: one block, two blocks, no block and a million letters.
    const std::string million(1'000'000, 'a');
    for (const std::size_t piece : {1UL, 7UL, 64UL, 2'000'000UL}) {
        CHECK(hash_of("abc", piece) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        CHECK(hash_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", piece) ==
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        CHECK(hash_of("", piece) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        CHECK(hash_of(million, piece) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}
