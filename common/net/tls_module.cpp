// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_module.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <system_error>

namespace mpm {
namespace {

/// Beside the program first, so that a build that is not installed uses its own. (The loader's $ORIGIN is not asked:
/// in a sanitised build it is the sanitiser's folder.)
std::filesystem::path findModule()
{
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const auto beside = program.parent_path() / MPM_TLS_MODULE;
    return std::filesystem::exists(beside, ignored) ? beside
                                                    : std::filesystem::path(MPM_INSTALLED_PLUGINS) / MPM_TLS_MODULE;
}

} // namespace

void TlsModule::load()
{
    auto* handle = dlopen(findModule().c_str(), RTLD_NOW | RTLD_LOCAL); // never closed: sessions live in it
    auto* make = handle == nullptr ? nullptr : reinterpret_cast<MakeTlsProvider*>(dlsym(handle, makeTlsProviderName));
    if (make != nullptr) {
        provider_.reset(make());
        return;
    }
    const char* reason = dlerror(); // NOLINT(concurrency-mt-unsafe): once, under call_once
    fault_ = std::string("TLS can't be loaded: ") + (reason == nullptr ? "the module is not ours" : reason);
}

std::string TlsModule::faultOfFiles(const TlsRequest& request)
{
    std::call_once(loaded_, [this] { load(); });
    return provider_ ? provider_->faultOfFiles(request) : ""; // without the module every handshake says so
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
