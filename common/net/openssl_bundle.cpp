// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_bundle.hpp"

#include "io/file_content.hpp"
#include "io/resources.hpp"
#include "net/openssl_pointers.hpp"
#include "tls/authority_bundle.hpp"

#include <openssl/err.h>

#include <cerrno>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace mpm {
namespace {

constexpr std::size_t longestFile = 32UL * 1024 * 1024;

struct Bundle {
    std::string text;
    std::vector<BundledAuthority> authorities; ///< in the text
};

X509Ptr parse(const BundledAuthority& authority)
{
    const auto octets = decodeBody(authority.body).value_or("");
    const auto* data = reinterpret_cast<const unsigned char*>(octets.data());
    const auto size = static_cast<long>(octets.size());
    return X509Ptr(authority.trusted ? d2i_X509_AUX(nullptr, &data, size) : d2i_X509(nullptr, &data, size));
}

/// Puts those of this name into the store.
void addNamed(const Bundle& bundle, const X509_NAME* name, X509_STORE* store)
{
    const unsigned char* der = nullptr;
    std::size_t size = 0;
    if (X509_NAME_get0_der(name, &der, &size) != 1) {
        return;
    }
    const auto key = nameKey({reinterpret_cast<const char*>(der), size});
    for (const auto& authority : bundle.authorities) {
        if (authority.subject == key) {
            if (const auto certificate = parse(authority)) {
                X509_STORE_add_cert(store, certificate.get());
            }
        }
    }
}

/// What OpenSSL calls when the store knows nobody of this name; nothing may be thrown through it.
int onNameWanted(X509_LOOKUP* lookup, X509_LOOKUP_TYPE type, const X509_NAME* name, X509_OBJECT* result)
{
    if (type != X509_LU_X509) {
        return 0;
    }
    auto* store = X509_LOOKUP_get_store(lookup);
    try {
        addNamed(*static_cast<const Bundle*>(X509_LOOKUP_get_method_data(lookup)), name, store);
    } catch (const std::bad_alloc&) {
        ERR_raise(ERR_LIB_X509, ERR_R_MALLOC_FAILURE);
        return 0;
    }
    X509_STORE_lock(store);
    const auto* kept = X509_OBJECT_retrieve_by_subject(X509_STORE_get0_objects(store), X509_LU_X509, name);
    auto* certificate = kept == nullptr ? nullptr : X509_OBJECT_get0_X509(kept);
    X509_STORE_unlock(store);
    if (certificate == nullptr || X509_OBJECT_set1_X509(result, certificate) != 1) {
        return 0;
    }
    X509_free(certificate); // the caller takes it as the store's, where it stays
    return 1;
}

void forget(X509_LOOKUP* lookup)
{
    const std::unique_ptr<Bundle> owned(static_cast<Bundle*>(X509_LOOKUP_get_method_data(lookup)));
}

X509_LOOKUP_METHOD* makeMethod()
{
    auto* method = X509_LOOKUP_meth_new("certificates of a file, by name");
    if (method == nullptr) {
        throw std::bad_alloc();
    }
    X509_LOOKUP_meth_set_get_by_subject(method, onNameWanted);
    X509_LOOKUP_meth_set_free(method, forget);
    return method;
}

} // namespace

bool addBundle(X509_STORE* store, const std::string& file)
{
    static X509_LOOKUP_METHOD* const method = makeMethod(); // as long as any store
    auto text = readContent(file, longestFile);
    if (!text) {
        throwIfUsedUp(errno, "carry out TLS");
        return false;
    }
    auto bundle = std::make_unique<Bundle>();
    bundle->text = std::move(*text);
    auto authorities = readBundle(bundle->text);
    if (!authorities) {
        return false;
    }
    bundle->authorities = std::move(*authorities);
    auto* lookup = X509_STORE_add_lookup(store, method);
    if (lookup == nullptr || X509_LOOKUP_set_method_data(lookup, bundle.get()) != 1) {
        throw std::bad_alloc();
    }
    (void)bundle.release(); // it is the look-up's
    return true;
}

} // namespace mpm
