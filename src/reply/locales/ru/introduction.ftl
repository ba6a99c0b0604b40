## introduction
button-introduce = Познакомить: { $name }
