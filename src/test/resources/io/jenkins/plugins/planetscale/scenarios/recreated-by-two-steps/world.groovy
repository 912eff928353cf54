p.faults().staleReads(Duration.ofSeconds(5), 3)
