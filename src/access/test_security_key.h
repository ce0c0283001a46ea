#pragma once

// For tests: a security key and the browser in front of it. It signs with Ed25519, whose only implementation
// here is not the one that checks.

#include <string>

#include "access/test_node.h"
#include "crypto/crypto.h"
#include "crypto/sha256.h"

namespace panoh::test {

class TestKey {
public:
    /// Told apart by their number.
    explicit TestKey(std::uint8_t number) : id_(32, number), pair_(crypto::make_sign_keys()) {}

    std::string host = "localhost:8080"; ///< where the browser believes to be
    bool verifies = true;
    std::uint32_t count = 0; ///< of the next use; 0: it never counts

    /// The body of POST /api/security-keys.
    [[nodiscard]] std::string make(const std::string& challenge, const std::string& name) const
    {
        std::string data = says(0x41, 0) + std::string(16, '\0') + std::string("\0\x20", 2);
        data.append(id_.begin(), id_.end());
        data += std::string("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", 10);
        data.append(pair_.public_key.bytes.begin(), pair_.public_key.bytes.end());
        std::string object = "\xa3\x63"
                             "fmt\x64none\x67"
                             "attStmt\xa0\x68"
                             "authData\x58";
        object += static_cast<char>(data.size());
        return R"({"name":")" + name + R"(","client_data":")" + text(browser("create", challenge)) +
               R"(","attestation":")" + text(object + data) + R"("})";
    }
    /// The member "key" of a proof.
    [[nodiscard]] std::string show(const std::string& challenge)
    {
        const std::string data = says(1, count);
        if (count > 0) ++count;
        const std::string said = browser("get", challenge);
        std::string message = data + sha256(said);
        const auto signature = crypto::sign(pair_.secret_key, core::as_bytes(message));
        return R"({"key":{"id":")" + crypto::to_base64url(id_) + R"(","client_data":")" + text(said) +
               R"(","authenticator_data":")" + text(data) + R"(","signature":")" +
               crypto::to_base64url(signature) + R"("}})";
    }

private:
    static std::string text(const std::string& bytes) { return crypto::to_base64url(core::as_bytes(bytes)); }
    static std::string sha256(const std::string& message)
    {
        const auto hash = crypto::sha256(core::as_bytes(message));
        return {hash.begin(), hash.end()};
    }
    [[nodiscard]] std::string browser(const std::string& purpose, const std::string& challenge) const
    {
        return R"({"type":"webauthn.)" + purpose + R"(","challenge":")" + challenge +
               R"(","origin":"http://)" + host + R"(","crossOrigin":false})";
    }
    [[nodiscard]] std::string says(unsigned flags, std::uint32_t counted) const
    {
        std::string data = sha256(host.substr(0, host.find(':')));
        data += static_cast<char>(flags | (verifies ? 4U : 0U));
        for (const unsigned shift : {24U, 16U, 8U, 0U})
            data += static_cast<char>((counted >> shift) & 0xffU);
        return data;
    }

    core::Bytes id_;
    crypto::SignKeyPair pair_;
};

} // namespace panoh::test
