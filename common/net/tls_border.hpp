// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/deadline.hpp"
#include "io/failure.hpp"
#include "tls/facts.hpp"
#include "tls/request.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

// What goes over the border between a program and the TLS module that it loads. Each may have a standard library and a
// Poco of its own, linked from archives, so that an exception of the one is none that the other can catch: values go
// over, and each side throws its own (docs/adr/0002-tls-on-demand.md). Memory goes over, too: both have the C
// library's.
namespace mpm {

/// What would have been thrown on the module's side.
struct BorderFault {
    enum class Kind : std::uint8_t { PeerFailed, MachineUnfit, NoMemory, Other };
    Kind kind = Kind::NoMemory;
    Failure failure; ///< of PeerFailed; of the others its detail: the words
};

template <class Value>
using Outcome = std::variant<Value, BorderFault>;

/// A TLS session in the module; as Channel is.
class BorderChannel {
public:
    BorderChannel() = default;
    BorderChannel(const BorderChannel&) = delete;
    BorderChannel& operator=(const BorderChannel&) = delete;
    virtual ~BorderChannel() = default;

    virtual Outcome<std::string> receive(Deadline deadline) noexcept = 0;
    virtual Outcome<std::string> receivePending() noexcept = 0;
    virtual Outcome<std::monostate> send(std::string_view bytes, Deadline deadline) noexcept = 0;
};

/// As TlsStart.
struct BorderStart {
    TlsFacts facts;
    std::unique_ptr<BorderChannel> channel;
};

/// As TlsProvider is.
class BorderProvider {
public:
    BorderProvider() = default;
    BorderProvider(const BorderProvider&) = delete;
    BorderProvider& operator=(const BorderProvider&) = delete;
    virtual ~BorderProvider() = default;

    virtual Outcome<std::string> faultOfFiles(const TlsRequest& request) noexcept = 0;
    virtual Outcome<BorderStart> start(int socket, const TlsRequest& request, Deadline deadline) noexcept = 0;
};

/// All that the module exports, under tlsModuleEntryName. Nothing of the interface is kept stable but that the version
/// comes first: a module of another version than the program's is not used.
struct TlsModuleEntry {
    const char* version;
    BorderProvider* (*makeProvider)() noexcept; ///< the caller owns the result; null without memory
};

constexpr const char* tlsModuleEntryName = "mpmTlsModule";

} // namespace mpm
