db.timings().immediate()
// the call of the build is lost on its way, and meanwhile a colleague makes the branch
for (what in ['fail', 'recreate', 'reuse']) {
    def name = "tmp-${what}".toString()
    p.faults().add(FaultRule.on('POST', '/branches$').resetBefore().meanwhile {
        db.branch(name).schema(db.branch('main').schema())
    })
}
