// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>
#include <vector>

namespace mpm {

template <auto Free>
struct FreedBy {
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};

using BioPtr = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using SslContextPtr = std::unique_ptr<SSL_CTX, FreedBy<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, FreedBy<SSL_free>>;
using StorePtr = std::unique_ptr<X509_STORE, FreedBy<X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, FreedBy<X509_STORE_CTX_free>>;
using X509Ptr = std::unique_ptr<X509, FreedBy<X509_free>>;

struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
/// The stack alone; the certificates belong to others.
using X509StackPtr = std::unique_ptr<STACK_OF(X509), FreeStack>;

/// The certificates of a peer, its own first. Never empty once a peer has shown one.
using PeerChain = std::vector<X509Ptr>;

inline X509StackPtr stackOf(const PeerChain& chain)
{
    X509StackPtr stack(sk_X509_new_null());
    for (const auto& certificate : chain) {
        sk_X509_push(stack.get(), certificate.get());
    }
    return stack;
}

} // namespace mpm
