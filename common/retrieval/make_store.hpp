// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "retrieval/connection.hpp"
#include "retrieval/message_store.hpp"

#include <memory>

namespace mpm {

/// The store that the plan's URL names. Nothing is connected to before it is asked for something.
std::unique_ptr<MessageStore> makeMessageStore(RetrievalPlan plan, const RetrievalWorld& world);

} // namespace mpm
