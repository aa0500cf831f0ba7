#pragma once

#include "app/worker_client/worker_client.hpp"

namespace rushlight::app {

/// Reads what came with Finished. Throws std::runtime_error when it is not what
/// the message says.
[[nodiscard]] Made read_made(const generation::message::Finished& finished,
                             const std::vector<generation::Descriptor>& descriptors);

} // namespace rushlight::app
