"""What a plan pays, worked out a second time: sale by sale with fractions, slow and plain."""
