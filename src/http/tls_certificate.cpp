// The one place outside crypto/ that uses EVP: a certificate cannot be signed or fingerprinted without it,
// and certificates are TLS business (docs/decisions/0014-certificate-beside-tls.md). Nothing here touches the
// keys that protect people's data.

#include "http/tls_certificate.h"

#include <array>
#include <cstdio>
#include <memory>

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "http/tls_context.h"

namespace panoh::http {

namespace {

constexpr int longest_days = 820;
constexpr long day_seconds = 24L * 3600;
/// A clock that is a little behind must not see a certificate from the future.
constexpr long backdate_seconds = day_seconds;

struct Free {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using Certificate = std::unique_ptr<X509, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;
using File = std::unique_ptr<std::FILE, Free>;

bool is_address(const std::string& host)
{
    std::array<unsigned char, 16> bytes = {};
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

bool is_name(const std::string& host)
{
    return !host.empty() && host.size() <= 253 &&
           host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") ==
               std::string::npos;
}

/// The configuration text that OpenSSL reads here has commas and colons of its own; `host` was checked for
/// them.
std::string alternative_names(const std::string& host)
{
    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    if (host == "localhost" || host == "127.0.0.1" || host == "::1") return names;
    return (is_address(host) ? "IP:" : "DNS:") + host + ',' + names;
}

bool add_extension(X509* certificate, int kind, const std::string& value)
{
    X509V3_CTX context = {};
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Free> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool set_serial(X509* certificate)
{
    std::array<unsigned char, 16> bytes = {};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
    bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40);
    BIGNUM* number = BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
    const bool done =
        number != nullptr && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    return done;
}

Certificate build(EVP_PKEY* key, const std::string& host, int days)
{
    Certificate certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), 2) != 1 || !set_serial(certificate.get()))
        return nullptr;
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -backdate_seconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), days * day_seconds);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    // The common name holds 64 characters at the most; what counts is the alternative name.
    const std::string common = host.substr(0, 64);
    const auto* text = reinterpret_cast<const unsigned char*>(common.data());
    const bool built = X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text,
                                                  static_cast<int>(common.size()), -1, 0) == 1 &&
                       X509_set_issuer_name(certificate.get(), name) == 1 &&
                       X509_set_pubkey(certificate.get(), key) == 1 &&
                       add_extension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") &&
                       add_extension(certificate.get(), NID_key_usage, "critical,digitalSignature") &&
                       add_extension(certificate.get(), NID_ext_key_usage, "serverAuth") &&
                       add_extension(certificate.get(), NID_subject_alt_name, alternative_names(host)) &&
                       X509_sign(certificate.get(), key, EVP_sha256()) != 0;
    return built ? std::move(certificate) : nullptr;
}

/// A new file; nothing when it is there already.
File create(const std::string& path, mode_t mode)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) return nullptr;
    File file(::fdopen(descriptor, "w"));
    if (!file) ::close(descriptor);
    return file;
}

std::string fingerprint(X509* certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        if (i > 0) text += ':';
        text += digits[digest[i] >> 4U];
        text += digits[digest[i] & 15U];
    }
    return text;
}

auto failed()
{
    return core::fail(core::ErrorKind::conflict, "http/certificate_not_written");
}

} // namespace

core::Result<std::string> make_self_signed(const std::string& certificate_file, const std::string& key_file,
                                           const std::string& host, int days)
{
    if (!is_name(host) && !is_address(host)) return failed();
    const Key key(EVP_EC_gen("P-256"));
    if (!key) return failed();
    const auto certificate = build(key.get(), host, days);
    if (!certificate) return failed();

    const auto key_out = create(key_file, 0600);
    if (!key_out) return failed();
    const auto certificate_out = create(certificate_file, 0644);
    const bool written =
        certificate_out &&
        PEM_write_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1 &&
        PEM_write_X509(certificate_out.get(), certificate.get()) == 1 && std::fflush(key_out.get()) == 0 &&
        std::fflush(certificate_out.get()) == 0;
    if (!written) {
        // Half a pair would be in the way of the next try; a file that was there before stays.
        ::unlink(key_file.c_str());
        if (certificate_out) ::unlink(certificate_file.c_str());
        return failed();
    }
    return fingerprint(certificate.get());
}

core::Result<std::string> renew_self_signed(const std::string& certificate_file, const std::string& key_file,
                                            const std::string& host)
{
    if (!is_name(host) && !is_address(host)) return failed();
    const File key_in(std::fopen(key_file.c_str(), "re"));
    const Key key(key_in ? PEM_read_PrivateKey(key_in.get(), nullptr, nullptr, nullptr) : nullptr);
    const auto certificate = key ? build(key.get(), host, longest_days) : nullptr;
    if (!certificate) return failed();
    const std::string draft = certificate_file + ".new";
    ::unlink(draft.c_str());
    {
        const auto out = create(draft, 0644);
        if (!out || PEM_write_X509(out.get(), certificate.get()) != 1 || std::fflush(out.get()) != 0 ||
            ::fsync(::fileno(out.get())) != 0)
            return failed();
    }
    if (std::rename(draft.c_str(), certificate_file.c_str()) != 0) return failed();
    return fingerprint(certificate.get());
}

core::Result<CertificateFacts> certificate_facts(const std::string& certificate_file)
{
    const File file(std::fopen(certificate_file.c_str(), "re"));
    const Certificate certificate(file ? PEM_read_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
    int days = 0;
    int seconds = 0;
    if (!certificate || ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(certificate.get())) != 1)
        return core::fail(core::ErrorKind::not_found, "http/certificate");
    return CertificateFacts{.fingerprint = fingerprint(certificate.get()),
                            .days_left = seconds < 0 ? days - 1 : days,
                            .self_signed = X509_NAME_cmp(X509_get_subject_name(certificate.get()),
                                                         X509_get_issuer_name(certificate.get())) == 0};
}

core::Done certificate_fits(const std::string& certificate_file, const std::string& key_file)
{
    PANOH_CHECK(make_tls_context(certificate_file, key_file));
    return {};
}

} // namespace panoh::http
