## listing
