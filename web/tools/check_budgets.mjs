console.log('budgets: to come')
