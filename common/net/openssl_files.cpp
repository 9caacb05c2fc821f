// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_files.hpp"

#include "check/peer_text.hpp"
#include "net/openssl_error.hpp"
#include "net/openssl_pointers.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <filesystem>

namespace mpm {
namespace {

std::string quoted(const std::string& file)
{
    return "'" + printable(file) + "'";
}

/// A pipe can be read only once, and the handshake will want to.
bool isPipe(const std::string& file)
{
    std::error_code ignored;
    return std::filesystem::is_fifo(file, ignored);
}

BioPtr opened(const std::string& file)
{
    return BioPtr(BIO_new_file(file.c_str(), "r"));
}

X509Ptr readCertificate(const std::string& file)
{
    const auto in = opened(file);
    return X509Ptr(in ? PEM_read_bio_X509_AUX(in.get(), nullptr, nullptr, nullptr) : nullptr);
}

struct KeyRead {
    KeyPtr key;
    bool encrypted = false;
};

/// OpenSSL asks for a passphrase on the terminal unless somebody else answers.
int noPassphrase(char* /*buffer*/, int /*size*/, int /*forWriting*/, void* asked)
{
    *static_cast<bool*>(asked) = true;
    return -1;
}

KeyRead readKey(const std::string& file)
{
    KeyRead read;
    const auto in = opened(file);
    read.key.reset(in ? PEM_read_bio_PrivateKey(in.get(), nullptr, noPassphrase, &read.encrypted) : nullptr);
    return read;
}

std::string faultOfAuthorities(const TrustAnchors& anchors, TrustStores& stores)
{
    try {
        stores.named({anchors.file, ""});
    } catch (const PeerFailed&) {
        return "--ca-file: " + quoted(anchors.file) + " is no file of certificates in PEM";
    }
    return "";
}

std::string faultOfClient(const std::string& certificateFile, const std::string& keyFile)
{
    const auto certificate = readCertificate(certificateFile);
    if (!certificate) {
        return "--client-cert: there is no certificate in PEM in " + quoted(certificateFile);
    }
    const auto option = keyFile.empty() ? "--client-cert: " : "--client-key: ";
    const auto& file = keyFile.empty() ? certificateFile : keyFile;
    const auto [key, encrypted] = readKey(file);
    if (encrypted) {
        return option + std::string("the private key in ") + quoted(file) +
               " is encrypted, and nobody is there to type its passphrase; openssl pkey makes a plain one of it";
    }
    if (!key) {
        return option + std::string("there is no private key in PEM in ") + quoted(file) +
               (keyFile.empty() ? "; --client-key names the file that holds it" : "");
    }
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        return option + std::string("the private key in ") + quoted(file) + " does not belong to the certificate in " +
               quoted(certificateFile);
    }
    return "";
}

} // namespace

std::string faultOfFiles(const TlsRequest& request, TrustStores& stores)
{
    std::string fault;
    ERR_clear_error();
    if (!request.anchors.file.empty() && !isPipe(request.anchors.file)) {
        fault = faultOfAuthorities(request.anchors, stores);
    }
    if (fault.empty() && !request.clientCertificate.empty() && !isPipe(request.clientCertificate) &&
        !isPipe(request.clientKey)) {
        fault = faultOfClient(request.clientCertificate, request.clientKey);
    }
    throwIfOpensslUsedUp();
    return fault;
}

} // namespace mpm
