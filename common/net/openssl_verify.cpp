// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_verify.hpp"

#include "check/peer_text.hpp"
#include "io/ip_address.hpp"
#include "io/resources.hpp"
#include "net/openssl_bundle.hpp"
#include "net/openssl_certificate.hpp"
#include "net/openssl_error.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace mpm {
namespace {

VerifyProblem::Kind kindOf(int error)
{
    using Kind = VerifyProblem::Kind;
    switch (error) {
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return Kind::SelfSigned;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: return Kind::UnknownRoot;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: return Kind::UnknownIssuer;
    case X509_V_ERR_CERT_NOT_YET_VALID: return Kind::NotYetValid;
    case X509_V_ERR_CERT_HAS_EXPIRED: return Kind::Expired;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return Kind::NameMismatch;
    case X509_V_ERR_INVALID_PURPOSE: return Kind::Purpose;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK: return Kind::Weak;
    default: return Kind::Other;
    }
}

/// OpenSSL asks here whether to go on after each problem: always, since all of them are wanted.
int noteProblem(int fine, X509_STORE_CTX* context)
{
    constexpr std::size_t mostProblems = 32;
    auto* facts = static_cast<TrustFacts*>(X509_STORE_CTX_get_app_data(context));
    if (fine != 1 && facts->problems.size() < mostProblems) {
        const int error = X509_STORE_CTX_get_error(context);
        auto* current = X509_STORE_CTX_get_current_cert(context);
        facts->problems.push_back({kindOf(error), error, X509_STORE_CTX_get_error_depth(context),
                                   X509_verify_cert_error_string(error),
                                   current == nullptr ? "" : factsOf(current).shortName()});
    }
    return 1;
}

std::string environmentOr(const char* variable, const char* otherwise)
{
    const char* value = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): nobody here sets the environment
    return value != nullptr && *value != '\0' ? value : otherwise;
}

StorePtr readNamed(const TrustAnchors& anchors)
{
    ERR_clear_error();
    StorePtr store(X509_STORE_new());
    if (!anchors.file.empty() && !addBundle(store.get(), anchors.file)) {
        throw PeerFailed(FailureKind::LocalFault, "there is no readable certificate in " + printable(anchors.file));
    }
    if (!anchors.path.empty() && X509_STORE_load_path(store.get(), anchors.path.c_str()) != 1) {
        throwIfOpensslUsedUp();
        throw PeerFailed(FailureKind::LocalFault, "can't use the folder of authorities " + printable(anchors.path));
    }
    return store;
}

StorePtr readSystemFolder(const TrustAnchors& /*none*/)
{
    StorePtr store(X509_STORE_new());
    X509_STORE_load_path(store.get(),
                         environmentOr(X509_get_default_cert_dir_env(), X509_get_default_cert_dir()).c_str());
    return store;
}

StorePtr readSystemBundle(const TrustAnchors& /*none*/)
{
    StorePtr store(X509_STORE_new());
    const auto file = environmentOr(X509_get_default_cert_file_env(), X509_get_default_cert_file());
    for (const auto& candidate :
         {file, std::string("/etc/pki/tls/certs/ca-bundle.crt"), std::string("/etc/ssl/certs/ca-certificates.crt")}) {
        if (addBundle(store.get(), candidate)) {
            return store;
        }
    }
    return nullptr;
}

void demandName(X509_VERIFY_PARAM* parameters, const std::string& name)
{
    X509_VERIFY_PARAM_set_hostflags(parameters,
                                    X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (IpAddress::parse(name)) {
        X509_VERIFY_PARAM_set1_ip_asc(parameters, name.c_str());
    } else if (!name.empty()) {
        X509_VERIFY_PARAM_set1_host(parameters, name.c_str(), name.size());
    }
}

bool isAmong(const PeerChain& chain, const X509* certificate)
{
    return std::any_of(chain.begin(), chain.end(),
                       [&](const X509Ptr& each) { return X509_cmp(each.get(), certificate) == 0; });
}

bool lacksAuthority(const TrustFacts& facts)
{
    for (const auto& problem : facts.problems) {
        if (problem.kind == VerifyProblem::Kind::UnknownIssuer || problem.kind == VerifyProblem::Kind::UnknownRoot ||
            problem.kind == VerifyProblem::Kind::SelfSigned) {
            return true;
        }
    }
    return false;
}

/// Whether an authority that was found is what is wrong: another of its name may be the right one.
bool blamesAuthority(const TrustFacts& facts)
{
    return std::any_of(facts.problems.begin(), facts.problems.end(), [](const VerifyProblem& problem) {
        return problem.depth > 0 || problem.kind == VerifyProblem::Kind::Other;
    });
}

TrustFacts verifyAgainst(X509_STORE* store, const PeerChain& chain, const std::string& name)
{
    TrustFacts facts;
    ERR_clear_error();
    const auto sent = stackOf(chain);
    const StoreContextPtr context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store, chain.front().get(), sent.get());
    X509_STORE_CTX_set_default(context.get(), "ssl_server");
    demandName(X509_STORE_CTX_get0_param(context.get()), name);
    X509_STORE_CTX_set_app_data(context.get(), &facts);
    X509_STORE_CTX_set_verify_cb(context.get(), noteProblem);
    if (X509_verify_cert(context.get()) != 1 && facts.problems.empty()) {
        const int error = X509_STORE_CTX_get_error(context.get());
        facts.problems.push_back({kindOf(error), error, 0, X509_verify_cert_error_string(error), ""});
    }
    const auto* path = X509_STORE_CTX_get0_chain(context.get());
    for (int i = 0; i < sk_X509_num(path); ++i) {
        auto* certificate = sk_X509_value(path, i);
        const bool wasSent = isAmong(chain, certificate);
        if (facts.path.size() < mostCertificates) {
            facts.path.push_back(
                factsOf(certificate, i == 0 ? mostNames : mostOtherNames, wasSent ? Origin::Sent : Origin::Store));
        }
        if (!wasSent) {
            X509_up_ref(certificate);
            facts.notSent.emplace_back(certificate);
        }
    }
    throwIfOpensslUsedUp();
    if (lacksAuthority(facts)) {
        demandDescriptor("read its authorities"); // OpenSSL 3.5 keeps to itself that it could not open a file
    }
    return facts;
}

} // namespace

X509_STORE* TrustStores::kept(const std::string& key, StorePtr (*read)(const TrustAnchors& anchors),
                              const TrustAnchors& anchors)
{
    const std::lock_guard lock(mutex_);
    const auto known = stores_.find(key);
    return (known != stores_.end() ? known : stores_.emplace(key, read(anchors)).first)->second.get();
}

X509_STORE* TrustStores::named(const TrustAnchors& anchors)
{
    return kept(anchors.file + '\0' + anchors.path, readNamed, anchors);
}

X509_STORE* TrustStores::systemFolder()
{
    return kept("folder", readSystemFolder, {});
}

X509_STORE* TrustStores::systemBundle()
{
    return kept("bundle", readSystemBundle, {});
}

TrustFacts verifyTrust(const PeerChain& chain, const TrustAnchors& anchors, const std::string& name,
                       TrustStores& stores)
{
    if (!anchors.file.empty() || !anchors.path.empty()) {
        return verifyAgainst(stores.named(anchors), chain, name);
    }
    auto facts = verifyAgainst(stores.systemFolder(), chain, name);
    const bool lacking = lacksAuthority(facts);
    auto* bundle = lacking || blamesAuthority(facts) ? stores.systemBundle() : nullptr;
    if (bundle != nullptr) {
        auto others = verifyAgainst(bundle, chain, name);
        if (lacking || others.problems.empty()) {
            return others;
        }
    }
    return facts;
}

} // namespace mpm
