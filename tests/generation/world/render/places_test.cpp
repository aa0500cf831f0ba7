#include "generation/world/render/renderer.hpp"
#include <catch2/catch.hpp>
