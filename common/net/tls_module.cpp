// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_module.hpp"

#include "check/version.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <system_error>

namespace mpm {
namespace {

constexpr const char* fileName = "mpm_tls.so";
constexpr const char* installedFolder = MPM_INSTALLED_PLUGINS;

struct Module {
    TlsProvider* provider = nullptr; ///< the caller's
    std::string fault;               ///< why there is none
};

/// The program's own folder. (The loader's $ORIGIN is not asked: in a sanitised build it is the sanitiser's folder.)
/// Empty where /proc is missing.
std::filesystem::path folderOfProgram()
{
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

Module missing(const std::filesystem::path& beside)
{
    std::string fault = "no " + std::string(fileName) + " in ";
    if (!beside.empty() && beside != installedFolder) {
        fault += beside.string() + ", the check's own folder, nor in ";
    }
    return {nullptr, fault + installedFolder + ", where the package monitoring-plugins-mail has it"};
}

/// Beside the program first, so that a build that is not installed uses its own.
Module loadModule()
{
    const auto beside = folderOfProgram();
    std::error_code ignored;
    auto file = beside / fileName;
    if (beside.empty() || !std::filesystem::exists(file, ignored)) {
        file = std::filesystem::path(installedFolder) / fileName;
    }
    if (!std::filesystem::exists(file, ignored)) {
        return missing(beside);
    }
    auto* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL); // never closed: sessions live in it
    if (handle == nullptr) {
        const char* reason = dlerror(); // NOLINT(concurrency-mt-unsafe): once, under call_once
        return {nullptr, reason == nullptr ? file.string() : reason};
    }
    const auto* itsVersion = static_cast<const char* const*>(dlsym(handle, tlsModuleVersionName));
    auto* make = reinterpret_cast<MakeTlsProvider*>(dlsym(handle, makeTlsProviderName));
    if (make == nullptr || itsVersion == nullptr || std::string(*itsVersion) != version) {
        return {nullptr, file.string() + " is not of this check's version, " + version};
    }
    return {make(), ""};
}

} // namespace

void TlsModule::load()
{
    const auto module = loadModule();
    provider_.reset(module.provider);
    fault_ = "TLS can't be loaded: " + module.fault;
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
