// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_module.hpp"

#include "check/version.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace mpm {
namespace {

constexpr const char* fileName = "mpm_tls.so";
constexpr const char* installedFolder = MPM_INSTALLED_PLUGINS;

struct Module {
    BorderProvider* provider = nullptr; ///< the caller's
    std::string fault;                  ///< why there is none
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
    const auto* entry = static_cast<const TlsModuleEntry*>(dlsym(handle, tlsModuleEntryName));
    if (entry == nullptr || std::string(entry->version) != version) {
        return {nullptr, file.string() + " is not of this check's version, " + version};
    }
    auto* provider = entry->makeProvider();
    if (provider == nullptr) {
        throw std::bad_alloc();
    }
    return {provider, ""};
}

[[noreturn]] void throwHere(const BorderFault& fault)
{
    switch (fault.kind) {
    case BorderFault::Kind::PeerFailed: throw PeerFailed(fault.failure.kind, fault.failure.detail);
    case BorderFault::Kind::MachineUnfit: throw MachineUnfit(fault.failure.detail);
    case BorderFault::Kind::NoMemory: throw std::bad_alloc();
    case BorderFault::Kind::Other: break;
    }
    throw std::runtime_error(fault.failure.detail);
}

template <class Value>
Value valueOf(Outcome<Value> outcome)
{
    if (const auto* fault = std::get_if<BorderFault>(&outcome)) {
        throwHere(*fault);
    }
    return std::get<Value>(std::move(outcome));
}

/// A session in the module, as the program knows channels.
class ModuleChannel : public Channel {
public:
    explicit ModuleChannel(std::unique_ptr<BorderChannel> inside) : inside_(std::move(inside)) {}

    std::string receive(Deadline deadline) override { return valueOf(inside_->receive(deadline)); }
    std::string receivePending() override { return valueOf(inside_->receivePending()); }
    void send(std::string_view bytes, Deadline deadline) override { valueOf(inside_->send(bytes, deadline)); }
    TlsFacts startTls(const TlsRequest& /*request*/, Deadline /*deadline*/) override { return tlsInsideTls(); }

private:
    std::unique_ptr<BorderChannel> inside_;
};

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
    return provider_ ? valueOf(provider_->faultOfFiles(request)) : ""; // without the module every handshake says so
}

TlsStart TlsModule::start(int socket, const TlsRequest& request, Deadline deadline)
{
    std::call_once(loaded_, [this] { load(); });
    TlsStart result;
    if (provider_) {
        auto begun = valueOf(provider_->start(socket, request, deadline));
        result.facts = std::move(begun.facts);
        if (begun.channel) {
            result.channel = std::make_unique<ModuleChannel>(std::move(begun.channel));
        }
        return result;
    }
    result.facts.failure = Failure{FailureKind::LocalFault, fault_};
    return result;
}

} // namespace mpm
