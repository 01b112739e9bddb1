"""The bare thing beside each benchmark, as small as it is usually written."""
