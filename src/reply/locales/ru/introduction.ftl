## introduction
