## introduction
button-introduce = Introduce: { $name }
