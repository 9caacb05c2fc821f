// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iterator>
#include <utility>
#include <vector>

namespace mpm {

/// Moves all of `more` behind what is there.
template <class Item>
void append(std::vector<Item>& items, std::vector<Item> more)
{
    items.insert(items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace mpm
