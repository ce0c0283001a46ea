#include "http/tls_context.h"

#include <string_view>

namespace panoh::http {

namespace {

namespace asio = boost::asio;

constexpr std::string_view http11 = "\x08http/1.1";

int choose_protocol(SSL*, const unsigned char** out, unsigned char* size, const unsigned char* offered,
                    unsigned int offered_size, void*)
{
    unsigned char* chosen = nullptr;
    const auto* ours = reinterpret_cast<const unsigned char*>(http11.data());
    if (SSL_select_next_proto(&chosen, size, ours, static_cast<unsigned int>(http11.size()), offered,
                              offered_size) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

} // namespace

core::Result<std::shared_ptr<asio::ssl::context>> make_tls_context(const std::string& certificate_file,
                                                                   const std::string& key_file)
{
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    auto* native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(native, 0);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);

    boost::system::error_code error;
    const bool ready = SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
                       !context->use_certificate_chain_file(certificate_file, error) &&
                       !context->use_private_key_file(key_file, asio::ssl::context::pem, error) &&
                       SSL_CTX_check_private_key(native) == 1;
    if (!ready) return core::fail(core::ErrorKind::invalid, "http/certificate");
    return context;
}

} // namespace panoh::http
