// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_module.hpp"

#include <dlfcn.h>

#include <array>

namespace mpm {
namespace {

/// Beside the program first, so that a build that is not installed uses its own. The loader knows $ORIGIN.
constexpr std::array places{"$ORIGIN/" MPM_TLS_MODULE, MPM_INSTALLED_PLUGINS "/" MPM_TLS_MODULE};

} // namespace

void TlsModule::load()
{
    void* handle = nullptr;
    for (const auto* place : places) {
        if (handle == nullptr) {
            handle = dlopen(place, RTLD_NOW | RTLD_LOCAL); // never closed: sessions live in it
        }
    }
    auto* make = handle == nullptr ? nullptr : reinterpret_cast<MakeTlsProvider*>(dlsym(handle, makeTlsProviderName));
    if (make != nullptr) {
        provider_.reset(make());
        return;
    }
    const char* reason = dlerror(); // NOLINT(concurrency-mt-unsafe): once, under call_once
    fault_ = std::string("TLS can't be loaded: ") + (reason == nullptr ? "the module is not ours" : reason);
}

TlsStart TlsModule::start(const Poco::Net::StreamSocket& socket, const TlsRequest& request, Deadline deadline)
{
    std::call_once(loaded_, [this] { load(); });
    if (provider_) {
        return provider_->start(socket, request, deadline);
    }
    TlsStart result;
    result.facts.failure = Failure{FailureKind::LocalFault, fault_};
    return result;
}

} // namespace mpm
