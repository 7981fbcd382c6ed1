import { testRandomKinds } from '../../../support/kinds/randomSchedules';

testRandomKinds(2);
